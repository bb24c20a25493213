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
];
