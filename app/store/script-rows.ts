import type { SQLInputValue } from 'node:sqlite';
import * as v from 'valibot';
import type { ChapterRole, ParagraphKind } from '../model/document.ts';
import type { BlockRow, Change, ChapterRow, Swap } from '../model/edit.ts';
import type { CastMember, Script } from '../model/script.ts';
import type { Database } from './database.ts';

const roles = ['body', 'front', 'contents', 'notes', 'back'] as const satisfies ChapterRole[];
const kinds = ['heading', 'text', 'quote', 'item', 'verse', 'row', 'code'] as const satisfies ParagraphKind[];
const flag = v.pipe(
  v.picklist([0, 1]),
  v.transform((kept) => kept === 1),
);

const memberShape = v.pipe(
  v.object({
    id: v.string(),
    place: v.string(),
    name: v.string(),
    model: v.string(),
    voice: v.string(),
    voice_language: v.string(),
  }),
  v.transform(({ id, place, name, model, voice, voice_language: language }) => ({
    ...{ id, place, name },
    voice: { model, voice, language },
  })),
) satisfies v.GenericSchema<unknown, CastMember>;
const chapterShape = v.object({
  id: v.string(),
  place: v.string(),
  title: v.string(),
  role: v.picklist(roles),
  included: flag,
}) satisfies v.GenericSchema<unknown, ChapterRow>;
const blockShape = v.pipe(
  v.object({
    id: v.string(),
    chapter: v.string(),
    place: v.string(),
    kind: v.picklist(kinds),
    text: v.string(),
    speaker: v.nullable(v.string()),
    pause: v.nullable(v.number()),
    runs_on: flag,
    locked: flag,
  }),
  v.transform(({ runs_on: runsOn, ...block }) => ({ ...block, runsOn })),
) satisfies v.GenericSchema<unknown, BlockRow>;

/** The cast and the chapters of a project in order. */
export function readRows(database: Database, project: string): Pick<Script, 'cast' | 'chapters'> {
  const blocks = Map.groupBy(
    database.all(
      blockShape,
      `SELECT id, chapter, place, kind, text, speaker, pause, runs_on, locked
       FROM blocks WHERE project = ? ORDER BY chapter, place`,
      project,
    ),
    (block) => block.chapter,
  );
  const bare = ({ chapter: _, ...block }: BlockRow) => block;
  return {
    cast: database.all(
      memberShape,
      'SELECT id, place, name, model, voice, voice_language FROM cast WHERE project = ? ORDER BY place',
      project,
    ),
    chapters: database
      .all(
        chapterShape,
        'SELECT id, place, title, role, included FROM chapters WHERE project = ? ORDER BY place',
        project,
      )
      .map((chapter) => ({ ...chapter, blocks: (blocks.get(chapter.id) ?? []).map(bare) })),
  };
}

/** Writes what a change leaves; to be called inside of a `write`. */
export function writeRows(database: Database, project: string, change: Omit<Change, 'front'>): void {
  const gone = (table: 'cast' | 'chapters' | 'blocks', swaps: Swap<{ id: string }>[]) => {
    for (const { before, after } of swaps) {
      if (before && !after) database.run(`DELETE FROM ${table} WHERE project = ? AND id = ?`, project, before.id);
    }
  };
  const put = <Row>(sql: string, swaps: Swap<Row>[], values: (row: Row) => SQLInputValue[]) => {
    for (const { after } of swaps) if (after) database.run(sql, project, ...values(after));
  };
  // Chapters come before their blocks and go after them: a block refers to its chapter.
  put(PUT_MEMBER, change.cast, ({ id, place, name, voice }) => [
    ...[id, place, name],
    ...[voice.model, voice.voice, voice.language],
  ]);
  put(PUT_CHAPTER, change.chapters, ({ id, place, title, role, included }) => [
    ...[id, place, title, role],
    Number(included),
  ]);
  put(PUT_BLOCK, change.blocks, ({ id, chapter, place, kind, text, speaker, pause, runsOn, locked }) => [
    ...[id, chapter, place, kind, text, speaker, pause],
    ...[Number(runsOn), Number(locked)],
  ]);
  gone('blocks', change.blocks);
  gone('chapters', change.chapters);
  gone('cast', change.cast);
}

// An upsert, since REPLACE would delete a chapter first, and its blocks with it.
const PUT_MEMBER = `
  INSERT INTO cast (project, id, place, name, model, voice, voice_language) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET place = excluded.place, name = excluded.name, model = excluded.model,
    voice = excluded.voice, voice_language = excluded.voice_language`;
const PUT_CHAPTER = `
  INSERT INTO chapters (project, id, place, title, role, included) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET place = excluded.place, title = excluded.title, role = excluded.role,
    included = excluded.included`;
const PUT_BLOCK = `
  INSERT INTO blocks (project, id, chapter, place, kind, text, speaker, pause, runs_on, locked)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET chapter = excluded.chapter, place = excluded.place, kind = excluded.kind,
    text = excluded.text, speaker = excluded.speaker, pause = excluded.pause, runs_on = excluded.runs_on,
    locked = excluded.locked`;
