import type { BlockRow, Change, ChapterRow, Swap } from '../../model/edit.ts';
import type { Block, Script, ScriptChapter } from '../../model/script.ts';
import { frontOf, headOf, rowOf, type Work } from './change.ts';
import { placesBetween } from './place.ts';

/** One paragraph of a document: a block, and those that run on in it. */
interface Passage {
  chapter: string;
  blocks: Block[];
}

/** A chapter as it shall be: its row, and its passages in order. */
interface Target {
  row: ChapterRow;
  passages: Passage[];
}

/**
 * What brings a script up to a newer version of its document, itself built into a script. Chapters of the same title
 * and passages of the same text stay who they are, with speakers, pauses and whatever else was set on them, wherever
 * they have gone; white space does not count. Of the passages that the newer version does not have, locked blocks
 * stay behind what they followed. Titles, ticks and roles are the newer script's.
 */
export function updateOf(work: Work, newer: Script): Change {
  const old = work.script;
  const chapters = pool(old.chapters, ({ title }) => title);
  const heads = newer.chapters.map((chapter) => ({
    ...headOf(chapter),
    id: chapters(chapter.title)?.id ?? chapter.id,
  }));
  const passages = old.chapters.flatMap(passagesOf);
  const kept = keptPassages(passages, newer, heads);
  const targets = newer.chapters.map(({ blocks }, index): Target => {
    const row = heads[index]!;
    return { row, passages: blocks.map((block) => kept.get(block) ?? { chapter: row.id, blocks: [block] }) };
  });
  keepLocked(passages, new Set(kept.values()), targets);

  const front = { ...frontOf(work), title: newer.title, author: newer.author };
  const named = front.title === old.title && front.author === old.author;
  return {
    front: named ? null : { before: frontOf(work), after: front },
    cast: [],
    pronunciations: [],
    chapters: swapped(
      old.chapters.map(headOf),
      targets.map(({ row }) => row),
    ),
    blocks: swapped(rowsOf(old.chapters), targets.flatMap(placedRows)),
  };
}

/** Which of the old passages each block of the newer script is: one of its own chapter, else one of any other. */
function keptPassages(passages: Passage[], newer: Script, heads: readonly ChapterRow[]): Map<Block, Passage> {
  const kept = new Map<Block, Passage>();
  const near = pool(passages, ({ chapter, blocks }) => `${chapter} ${textOf(blocks)}`);
  for (const [index, { blocks }] of newer.chapters.entries()) {
    for (const block of blocks) {
      const found = near(`${heads[index]!.id} ${textOf([block])}`);
      if (found) kept.set(block, found);
    }
  }
  const taken = new Set(kept.values());
  const left = passages.filter((passage) => !taken.has(passage));
  const far = pool(left, ({ blocks }) => textOf(blocks));
  for (const block of newer.chapters.flatMap(({ blocks }) => blocks)) {
    const found = kept.has(block) ? undefined : far(textOf([block]));
    if (found) kept.set(block, found);
  }
  return kept;
}

/** Puts the locked blocks of passages that are gone behind what they followed, or in front of everything. */
function keepLocked(passages: readonly Passage[], kept: ReadonlySet<Passage>, targets: readonly Target[]): void {
  let last: Passage | null = null;
  for (const passage of passages) {
    const locked = passage.blocks.filter(({ locked }) => locked);
    if (kept.has(passage)) last = passage;
    else if (locked.length > 0) {
      const stays: Passage = { ...passage, blocks: locked };
      const target = targets.find((target) => last !== null && target.passages.includes(last)) ?? targets[0];
      target?.passages.splice(last ? target.passages.indexOf(last) + 1 : 0, 0, stays);
      last = stays;
    }
  }
}

function passagesOf({ id, blocks }: ScriptChapter): Passage[] {
  const passages: Passage[] = [];
  for (const block of blocks) {
    const before = passages.at(-1);
    if (block.runsOn && before) before.blocks.push(block);
    else passages.push({ chapter: id, blocks: [block] });
  }
  return passages;
}

/** What a passage says, whatever was cut where: speech that was given to a speaker lost the spaces at its seams. */
const textOf = (blocks: readonly Block[]) => blocks.map(({ text }) => text.replace(/\s+/g, '')).join('');

function placedRows({ row, passages }: Target): BlockRow[] {
  const blocks = passages.flatMap((passage) => passage.blocks);
  const places = placesBetween(null, null, blocks.length);
  return blocks.map((block, index) => rowOf(row.id, { ...block, place: places[index]! }));
}

const rowsOf = (chapters: readonly ScriptChapter[]) =>
  chapters.flatMap(({ id, blocks }) => blocks.map((block) => rowOf(id, block)));

/** Rows by what they are known by; each is given out once, those of the same name in order. */
function pool<Row>(rows: readonly Row[], nameOf: (row: Row) => string): (name: string) => Row | undefined {
  const byName = Map.groupBy(rows, nameOf);
  for (const same of byName.values()) same.reverse();
  return (name) => byName.get(name)?.pop();
}

/** The rows that come, go or change. */
function swapped<Row extends { id: string }>(before: readonly Row[], after: readonly Row[]): Swap<Row>[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const left = new Map(after.map((row) => [row.id, row]));
  return [
    ...after.flatMap((row) => {
      const was = old.get(row.id) ?? null;
      return was && isSame(was, row) ? [] : [{ before: was, after: row }];
    }),
    ...before.flatMap((row) => (left.has(row.id) ? [] : [{ before: row, after: null }])),
  ];
}

const isSame = <Row extends object>(one: Row, other: Row) =>
  (Object.keys(other) as (keyof Row)[]).every((key) => one[key] === other[key]);
