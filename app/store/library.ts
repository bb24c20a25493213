import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Change } from '../model/edit.ts';
import { Problem } from '../model/problem.ts';
import type { Project, ProjectSummary } from '../model/project.ts';
import type { Script, Voice } from '../model/script.ts';
import type { Database } from './database.ts';
import { readRows, writeRows } from './script-rows.ts';

/** A person's projects. One that is not there is the Problem `project-unknown`; otherwise those of the database. */
export interface Library {
  /** Newest change first; of those whose title or author holds `search`, where it is given. */
  list(search?: string): ProjectSummary[];
  add(script: Script, voice: Voice): Project;
  read(project: string): Project;
  /** Grows with every change to the project, whoever makes it. */
  revision(project: string): number;
  /** Makes a change and answers the new revision. To be called inside of a `write`, with what the change was made from. */
  change(project: string, change: Change): number;
  /** Takes it out of the list; for `KEPT` ms it may be restored. */
  remove(project: string): void;
  restore(project: string): void;
  /** Those that can be restored, as they were. */
  removed(): Iterable<Project>;
  /** Forgets for good what was removed longer ago than `KEPT`. */
  purge(): void;
}

/** How long a removed project can be restored, in ms: a month. */
export const KEPT = 30 * 24 * 60 * 60 * 1000;

const summaryShape = v.object({
  id: v.string(),
  title: v.string(),
  author: v.nullable(v.string()),
  changed: v.number(),
}) satisfies v.GenericSchema<unknown, ProjectSummary>;
const projectShape = v.object({
  ...summaryShape.entries,
  revision: v.number(),
  language: v.nullable(v.string()),
  model: v.string(),
  voice: v.string(),
  voice_language: v.string(),
  spelled: v.number(),
});
const idShape = v.object({ id: v.string() });
const revisionShape = v.object({ revision: v.number() });

/** The library in a database; `clock` tells the ms since 1970. */
export function createLibrary(database: Database, clock: () => number): Library {
  const changed = (count: number, project: string) => {
    if (count === 0) throw unknown(project);
  };
  const revision = (project: string) => {
    const sql = 'SELECT revision FROM projects WHERE id = ? AND removed IS NULL';
    const row = database.one(revisionShape, sql, project);
    if (!row) throw unknown(project);
    return row.revision;
  };

  return {
    list: (search = '') =>
      database.all(
        summaryShape,
        `SELECT id, title, author, changed FROM projects
         WHERE removed IS NULL AND (title LIKE ?1 ESCAPE '\\' OR author LIKE ?1 ESCAPE '\\')
         ORDER BY changed DESC, rowid DESC`,
        `%${search.replace(/[\\%_]/g, '\\$&')}%`,
      ),

    add: (script, voice) =>
      database.write(() => {
        const id = randomUUID();
        insert(database, id, script, voice, clock());
        return read(database, id);
      }),

    read: (project) => database.read(() => read(database, project)),

    revision,

    change: (project, change) =>
      database.write(() => {
        writeRows(database, project, change);
        if (change.front?.after) {
          const { title, author, voice, spelled } = change.front.after;
          const sql = `UPDATE projects SET title = ?, author = ?, model = ?, voice = ?, voice_language = ?, spelled = ?
            WHERE id = ?`;
          const values = [title, author, voice.model, voice.voice, voice.language, Number(spelled)];
          database.run(sql, ...values, project);
        }
        const sql = 'UPDATE projects SET changed = ?, revision = revision + 1 WHERE id = ? AND removed IS NULL';
        changed(database.run(sql, clock(), project), project);
        return revision(project);
      }),

    remove: (project) => {
      const sql = 'UPDATE projects SET removed = ? WHERE id = ? AND removed IS NULL';
      changed(database.run(sql, clock(), project), project);
    },

    restore: (project) => {
      const sql = 'UPDATE projects SET removed = NULL WHERE id = ? AND removed IS NOT NULL';
      changed(database.run(sql, project), project);
    },

    removed: () =>
      database
        .all(idShape, 'SELECT id FROM projects WHERE removed IS NOT NULL')
        .values()
        .map(({ id }) => database.read(() => read(database, id, 'removed IS NOT NULL'))),

    purge: () => void database.run('DELETE FROM projects WHERE removed < ?', clock() - KEPT),
  };
}

function insert(database: Database, project: string, script: Script, voice: Voice, now: number): void {
  database.run(
    `INSERT INTO projects (id, title, author, language, model, voice, voice_language, changed, spelled)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[project, script.title, script.author, script.language],
    ...[voice.model, voice.voice, voice.language, now, Number(script.spelled)],
  );
  writeRows(database, project, {
    cast: script.cast.map((after) => ({ before: null, after })),
    pronunciations: script.pronunciations.map((after) => ({ before: null, after })),
    chapters: script.chapters.map((after) => ({ before: null, after })),
    blocks: script.chapters.flatMap(({ id, blocks }) =>
      blocks.map((block) => ({ before: null, after: { ...block, chapter: id } })),
    ),
  });
}

function read(database: Database, id: string, which = 'removed IS NULL'): Project {
  const row = database.one(
    projectShape,
    `SELECT id, title, author, changed, revision, language, model, voice, voice_language, spelled
     FROM projects WHERE id = ? AND ${which}`,
    id,
  );
  if (!row) throw unknown(id);
  const { language, model, voice, voice_language, spelled, ...summary } = row;
  return {
    ...summary,
    script: { title: row.title, author: row.author, language, spelled: spelled === 1, ...readRows(database, id) },
    voice: { model, voice, language: voice_language },
  };
}

const unknown = (id: string) => new Problem('project-unknown', 'no such project', { details: { project: id } });
