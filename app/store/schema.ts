/**
 * The library's history: step n brings a database from `user_version` n to n + 1. A step that has shipped is never
 * changed; a new one is added below it.
 */
export const SCHEMA: readonly string[] = [
  `
  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    author TEXT,
    language TEXT,
    model TEXT NOT NULL,
    voice TEXT NOT NULL,
    voice_language TEXT NOT NULL,
    changed INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE chapters (
    project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    role TEXT NOT NULL,
    included INTEGER NOT NULL,
    PRIMARY KEY (project, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE blocks (
    project TEXT NOT NULL,
    id TEXT NOT NULL,
    chapter TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (project, id),
    FOREIGN KEY (project, chapter) REFERENCES chapters ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX blocks_in_order ON blocks (project, chapter, position);

  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE takes (
    key TEXT PRIMARY KEY,
    rate INTEGER NOT NULL,
    frames INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    created INTEGER NOT NULL,
    used INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE exports (
    path TEXT PRIMARY KEY,
    recipe TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seconds REAL NOT NULL,
    created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX exports_by_recipe ON exports (recipe);
  `,
  // Places instead of positions: keys of fractional-indexing, of which 'f' and six digits are whole numbers.
  `
  CREATE TABLE cast (
    project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
    id TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    model TEXT NOT NULL,
    voice TEXT NOT NULL,
    voice_language TEXT NOT NULL,
    PRIMARY KEY (project, id)
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE projects ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE projects ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE projects ADD COLUMN removed INTEGER;
  ALTER TABLE projects ADD COLUMN spot TEXT;

  ALTER TABLE chapters ADD COLUMN place TEXT NOT NULL DEFAULT '';
  UPDATE chapters SET place = printf('f%06d', position);
  ALTER TABLE chapters DROP COLUMN position;

  DROP INDEX blocks_in_order;
  ALTER TABLE blocks ADD COLUMN place TEXT NOT NULL DEFAULT '';
  UPDATE blocks SET place = printf('f%06d', position);
  ALTER TABLE blocks DROP COLUMN position;
  ALTER TABLE blocks ADD COLUMN speaker TEXT;
  ALTER TABLE blocks ADD COLUMN pause INTEGER;
  ALTER TABLE blocks ADD COLUMN runs_on INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE blocks ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX blocks_in_order ON blocks (project, chapter, place);

  CREATE TABLE edits (
    project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    change TEXT NOT NULL,
    made INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (project, number)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE made (
    project TEXT NOT NULL,
    block TEXT NOT NULL,
    PRIMARY KEY (project, block),
    FOREIGN KEY (project, block) REFERENCES blocks ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    wanted TEXT NOT NULL,
    phase TEXT NOT NULL,
    problem TEXT,
    owner INTEGER,
    created INTEGER NOT NULL
  ) STRICT;
  `,
  `
  ALTER TABLE exports ADD COLUMN report TEXT;
  `,
  'ALTER TABLE blocks ADD COLUMN language TEXT',
  `
  CREATE TABLE dictations (
    id TEXT PRIMARY KEY,
    started INTEGER NOT NULL,
    seconds REAL NOT NULL DEFAULT 0,
    status TEXT NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    language TEXT,
    translate INTEGER NOT NULL DEFAULT 0,
    tell_speakers INTEGER NOT NULL DEFAULT 0,
    transcript TEXT,
    speakers TEXT NOT NULL DEFAULT '{}',
    problem TEXT,
    bytes INTEGER NOT NULL DEFAULT 0,
    sound TEXT,
    forget INTEGER,
    owner INTEGER
  ) STRICT;
  CREATE INDEX dictations_by_time ON dictations (started);
  `,
  `
  ALTER TABLE blocks ADD COLUMN voice TEXT;
  ALTER TABLE blocks ADD COLUMN takes TEXT;

  CREATE TABLE retakes (
    first TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (first, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE receipts (
    id INTEGER PRIMARY KEY,
    account TEXT,
    model TEXT NOT NULL,
    way TEXT NOT NULL,
    characters INTEGER NOT NULL,
    seconds REAL,
    cost REAL,
    moment INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX receipts_by_account ON receipts (account);
  CREATE INDEX receipts_by_moment ON receipts (moment);

  CREATE TABLE caps (
    account TEXT PRIMARY KEY,
    dollars REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE pronunciations (
    project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
    id TEXT NOT NULL,
    place TEXT NOT NULL,
    written TEXT NOT NULL,
    spoken TEXT NOT NULL,
    whole_word INTEGER NOT NULL,
    match_case INTEGER NOT NULL,
    language TEXT,
    PRIMARY KEY (project, id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE projects ADD COLUMN spelled INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE takes ADD COLUMN words TEXT;
  ALTER TABLE takes ADD COLUMN peaks BLOB;

  ALTER TABLE jobs ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
  UPDATE jobs SET place = rowid;
  `,
  "ALTER TABLE dictations ADD COLUMN former TEXT NOT NULL DEFAULT '[]'",
];
