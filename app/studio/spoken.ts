import type { TimedWord } from '../model/player.ts';
import type { SpokenPart } from '../model/pronunciation.ts';
import type { Script, Segment } from '../model/script.ts';
import type { SpokenWord } from '../model/speech.ts';
import { languageOf, type Reading, spokenOf } from '../script/spoken.ts';

/** How a block is read: its text, what it is cut into, and the rules. */
export interface Read {
  text: string;
  /** The script's, or null. */
  language: string | null;
  reading: Reading;
}

const rewritten = ({ start, end, voice }: Segment, { text, language, reading }: Read) =>
  spokenOf(text.slice(start, end), reading, languageOf(language, voice.language));

/** How the blocks of a script are read. */
export function readOf({ chapters, language }: Script, reading: Reading): (segment: Segment) => Read {
  const texts = new Map(chapters.flatMap(({ blocks }) => blocks.map((block) => [block.id, block.text])));
  return ({ block }) => ({ text: texts.get(block) ?? '', language, reading });
}

/** What is said for some blocks; `cut` answers the segments of a block by the numbers of its chapter and its own. */
export function spokenBlocks(
  { chapters, language }: Script,
  wanted: ReadonlySet<string>,
  reading: Reading,
  cut: (chapter: number, block: number) => readonly Segment[],
): Record<string, SpokenPart[]> {
  const parts: Record<string, SpokenPart[]> = {};
  for (const [c, { blocks }] of chapters.entries()) {
    for (const [b, { id, text }] of blocks.entries()) {
      if (wanted.has(id)) parts[id] = spokenParts(cut(c, b), { text, language, reading });
    }
  }
  return parts;
}

/** What is said for a block, with what it was put in the place of. */
function spokenParts(segments: readonly Segment[], read: Read): SpokenPart[] {
  return segments.flatMap((segment, index) => {
    const parts = rewritten(segment, read).parts(read.text.slice(segment.start, segment.end));
    return index === 0 ? parts : [{ text: ' ', written: null }, ...parts];
  });
}

/** The words of a segment where they stand in its block's text; those that stand for nothing there are left out. */
export function wordsInText(words: readonly SpokenWord[], segment: Segment, read: Read): TimedWord[] {
  if (words.length === 0) return [];
  const said = rewritten(segment, read);
  return words.flatMap(({ start, end, from, to }) => {
    if (end <= start) return [];
    const range = said.written(start, end);
    return { start: segment.start + range.start, end: segment.start + range.end, from, to };
  });
}
