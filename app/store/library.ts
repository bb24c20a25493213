import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { ChapterRole, ParagraphKind } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import type { Project, ProjectSummary } from '../model/project.ts';
import type { Block, Script, ScriptChapter, Voice } from '../model/script.ts';
import type { Database } from './database.ts';

/**
 * A person's projects. A project, chapter or block that is not there is the Problem `project-unknown` or
 * `segment-unknown`; otherwise the Problems of the database.
 */
export interface Library {
  /** Newest change first. */
  list(): ProjectSummary[];
  add(script: Script, voice: Voice): Project;
  read(project: string): Project;
  remove(project: string): void;
  editBlock(project: string, block: string, text: string): Block;
  includeChapter(project: string, chapter: string, included: boolean): void;
  chooseVoice(project: string, voice: Voice): void;
}

const roles = ['body', 'front', 'contents', 'notes', 'back'] as const satisfies ChapterRole[];
const kinds = ['heading', 'text', 'quote', 'item', 'verse', 'row', 'code'] as const satisfies ParagraphKind[];

const summaryShape = v.object({
  id: v.string(),
  title: v.string(),
  author: v.nullable(v.string()),
  changed: v.number(),
}) satisfies v.GenericSchema<unknown, ProjectSummary>;
const projectShape = v.object({
  ...summaryShape.entries,
  language: v.nullable(v.string()),
  model: v.string(),
  voice: v.string(),
  voice_language: v.string(),
});
const chapterShape = v.object({
  id: v.string(),
  title: v.string(),
  role: v.picklist(roles),
  included: v.pipe(
    v.picklist([0, 1]),
    v.transform((kept) => kept === 1),
  ),
});
const blockShape = v.object({
  id: v.string(),
  kind: v.picklist(kinds),
  text: v.string(),
}) satisfies v.GenericSchema<unknown, Block>;
const blockRowShape = v.object({ ...blockShape.entries, chapter: v.string() });

/** The library in a database; `clock` tells the ms since 1970. */
export function createLibrary(database: Database, clock: () => number): Library {
  /** Makes a change together with the note of when it was made. */
  const change = <Result>(project: string, work: () => Result): Result =>
    database.write(() => {
      if (database.run('UPDATE projects SET changed = ? WHERE id = ?', clock(), project) === 0) throw unknown(project);
      return work();
    });

  return {
    list: () =>
      database.all(summaryShape, 'SELECT id, title, author, changed FROM projects ORDER BY changed DESC, rowid DESC'),

    add: (script, voice) =>
      database.write(() => {
        const id = randomUUID();
        insert(database, id, script, voice, clock());
        return read(database, id);
      }),

    read: (project) => database.read(() => read(database, project)),

    remove: (project) => {
      if (database.run('DELETE FROM projects WHERE id = ?', project) === 0) throw unknown(project);
    },

    editBlock: (project, block, text) =>
      change(project, () => {
        const sql = 'UPDATE blocks SET text = ? WHERE project = ? AND id = ? RETURNING id, kind, text';
        const edited = database.one(blockShape, sql, text, project, block);
        if (!edited) throw new Problem('segment-unknown', 'no such block in the project');
        return edited;
      }),

    includeChapter: (project, chapter, included) =>
      change(project, () => {
        const sql = 'UPDATE chapters SET included = ? WHERE project = ? AND id = ?';
        if (database.run(sql, Number(included), project, chapter) > 0) return;
        throw new Problem('segment-unknown', 'no such chapter in the project');
      }),

    chooseVoice: (project, { model, voice, language }) =>
      change(project, () => {
        const sql = 'UPDATE projects SET model = ?, voice = ?, voice_language = ? WHERE id = ?';
        database.run(sql, model, voice, language, project);
      }),
  };
}

function insert(database: Database, project: string, script: Script, voice: Voice, now: number): void {
  database.run(
    `INSERT INTO projects (id, title, author, language, model, voice, voice_language, changed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    project,
    script.title,
    script.author,
    script.language,
    voice.model,
    voice.voice,
    voice.language,
    now,
  );
  const addChapter = 'INSERT INTO chapters (project, id, position, title, role, included) VALUES (?, ?, ?, ?, ?, ?)';
  const addBlock = 'INSERT INTO blocks (project, id, chapter, position, kind, text) VALUES (?, ?, ?, ?, ?, ?)';
  for (const [position, chapter] of script.chapters.entries()) {
    const { id, title, role, included } = chapter;
    database.run(addChapter, project, id, position, title, role, Number(included));
    for (const [place, block] of chapter.blocks.entries()) {
      database.run(addBlock, project, block.id, id, place, block.kind, block.text);
    }
  }
}

function read(database: Database, id: string): Project {
  const row = database.one(
    projectShape,
    'SELECT id, title, author, changed, language, model, voice, voice_language FROM projects WHERE id = ?',
    id,
  );
  if (!row) throw unknown(id);
  const { language, model, voice, voice_language, ...summary } = row;
  return {
    ...summary,
    script: { title: row.title, author: row.author, language, chapters: chapters(database, id) },
    voice: { model, voice, language: voice_language },
  };
}

function chapters(database: Database, project: string): ScriptChapter[] {
  const blocks = Map.groupBy(
    database.all(
      blockRowShape,
      'SELECT id, chapter, kind, text FROM blocks WHERE project = ? ORDER BY chapter, position',
      project,
    ),
    (block) => block.chapter,
  );
  return database
    .all(chapterShape, 'SELECT id, title, role, included FROM chapters WHERE project = ? ORDER BY position', project)
    .map((chapter) => ({
      ...chapter,
      blocks: (blocks.get(chapter.id) ?? []).map(({ id, kind, text }) => ({ id, kind, text })),
    }));
}

const unknown = (id: string) => new Problem('project-unknown', 'no such project', { details: { project: id } });
