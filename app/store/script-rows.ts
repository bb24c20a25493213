import type { SQLInputValue } from 'node:sqlite';
import * as v from 'valibot';
import type { ChapterRole, ParagraphKind } from '../model/document.ts';
import type { Change, ChapterRow, Swap } from '../model/edit.ts';
import type { ScriptPronunciation } from '../model/pronunciation.ts';
import type { Block, CastMember, ChosenTake, Script } from '../model/script.ts';
import type { Database } from './database.ts';

const roles = ['body', 'front', 'contents', 'notes', 'back'] as const satisfies ChapterRole[];
const kinds = ['heading', 'text', 'quote', 'item', 'verse', 'row', 'code'] as const satisfies ParagraphKind[];
const flag = v.pipe(
  v.picklist([0, 1]),
  v.transform((kept) => kept === 1),
);

const voice = v.object({ model: v.string(), voice: v.string(), language: v.string() });
/** What few blocks have: as JSON, and null for those that have none. */
const json = <Value>(shape: v.GenericSchema<unknown, Value>) => v.nullable(v.pipe(v.string(), v.parseJson(), shape));

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
const NO_TAKES: readonly ChosenTake[] = [];
const pronunciationShape = v.pipe(
  v.object({
    ...{ id: v.string(), place: v.string(), written: v.string(), spoken: v.string() },
    ...{ whole_word: flag, match_case: flag, language: v.nullable(v.string()) },
  }),
  v.transform(({ whole_word: wholeWord, match_case: matchCase, ...row }) => ({ ...row, wholeWord, matchCase })),
) satisfies v.GenericSchema<unknown, ScriptPronunciation>;
const chapterShape = v.object({
  id: v.string(),
  place: v.string(),
  title: v.string(),
  role: v.picklist(roles),
  included: flag,
}) satisfies v.GenericSchema<unknown, ChapterRow>;
/** Without a step that turns rows into others: of a long script there are 20,000, and its opening waits for them. */
const blockShape = v.object({
  ...{ id: v.string(), chapter: v.string(), place: v.string(), kind: v.picklist(kinds), text: v.string() },
  ...{ language: v.nullable(v.string()), speaker: v.nullable(v.string()), pause: v.nullable(v.number()) },
  voice: json(voice),
  takes: json(v.array(v.object({ spoken: v.string(), voice, take: v.number() }))),
  ...{ runs_on: v.picklist([0, 1]), locked: v.picklist([0, 1]) },
});

const blockOf = (row: v.InferOutput<typeof blockShape>): Block => ({
  ...{ id: row.id, place: row.place, kind: row.kind, text: row.text },
  ...{ language: row.language, speaker: row.speaker, voice: row.voice },
  takes: row.takes ?? NO_TAKES,
  pause: row.pause,
  runsOn: row.runs_on === 1,
  locked: row.locked === 1,
});

/** The cast, the pronunciations and the chapters of a project in order. */
export function readRows(database: Database, project: string): Pick<Script, 'cast' | 'pronunciations' | 'chapters'> {
  const blocks = Map.groupBy(
    database.all(
      blockShape,
      `SELECT id, chapter, place, kind, text, language, speaker, voice, takes, pause, runs_on, locked
       FROM blocks WHERE project = ? ORDER BY chapter, place`,
      project,
    ),
    (block) => block.chapter,
  );
  return {
    cast: database.all(
      memberShape,
      'SELECT id, place, name, model, voice, voice_language FROM cast WHERE project = ? ORDER BY place',
      project,
    ),
    pronunciations: database.all(
      pronunciationShape,
      `SELECT id, place, written, spoken, whole_word, match_case, language
       FROM pronunciations WHERE project = ? ORDER BY place`,
      project,
    ),
    chapters: database
      .all(
        chapterShape,
        'SELECT id, place, title, role, included FROM chapters WHERE project = ? ORDER BY place',
        project,
      )
      .map((chapter) => ({ ...chapter, blocks: (blocks.get(chapter.id) ?? []).map(blockOf) })),
  };
}

/** Writes what a change leaves; to be called inside of a `write`. */
export function writeRows(database: Database, project: string, change: Omit<Change, 'front'>): void {
  const gone = (table: 'cast' | 'pronunciations' | 'chapters' | 'blocks', swaps: Swap<{ id: string }>[]) => {
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
  put(PUT_PRONUNCIATION, change.pronunciations, ({ id, place, written, spoken, wholeWord, matchCase, language }) => [
    ...[id, place, written, spoken],
    ...[Number(wholeWord), Number(matchCase), language],
  ]);
  put(PUT_CHAPTER, change.chapters, ({ id, place, title, role, included }) => [
    ...[id, place, title, role],
    Number(included),
  ]);
  put(PUT_BLOCK, change.blocks, ({ id, chapter, place, kind, text, speaker, pause, runsOn, locked, ...own }) => [
    ...[id, chapter, place, kind, text, speaker, pause],
    own.voice ? JSON.stringify(own.voice) : null,
    own.takes.length > 0 ? JSON.stringify(own.takes) : null,
    // Steps from before blocks had a language know of none.
    ...[Number(runsOn), Number(locked), own.language ?? null],
  ]);
  gone('blocks', change.blocks);
  gone('chapters', change.chapters);
  gone('cast', change.cast);
  gone('pronunciations', change.pronunciations);
}

// An upsert, since REPLACE would delete a chapter first, and its blocks with it.
const PUT_MEMBER = `
  INSERT INTO cast (project, id, place, name, model, voice, voice_language) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET place = excluded.place, name = excluded.name, model = excluded.model,
    voice = excluded.voice, voice_language = excluded.voice_language`;
const PUT_PRONUNCIATION = `
  INSERT INTO pronunciations (project, id, place, written, spoken, whole_word, match_case, language)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET place = excluded.place, written = excluded.written, spoken = excluded.spoken,
    whole_word = excluded.whole_word, match_case = excluded.match_case, language = excluded.language`;
const PUT_CHAPTER = `
  INSERT INTO chapters (project, id, place, title, role, included) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET place = excluded.place, title = excluded.title, role = excluded.role,
    included = excluded.included`;
const PUT_BLOCK = `
  INSERT INTO blocks
    (project, id, chapter, place, kind, text, speaker, pause, voice, takes, runs_on, locked, language)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET chapter = excluded.chapter, place = excluded.place, kind = excluded.kind,
    text = excluded.text, speaker = excluded.speaker, pause = excluded.pause, voice = excluded.voice,
    takes = excluded.takes, runs_on = excluded.runs_on, locked = excluded.locked, language = excluded.language`;
