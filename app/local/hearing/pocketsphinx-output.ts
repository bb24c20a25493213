import type { HeardSegment, HeardWord } from './recogniser.ts';

/** A word with its times in seconds and its probability: `hello(2) 0.160 0.590 1.000100`. */
const WORD = /^(\S+) (\d+\.\d+) (\d+\.\d+) \d+\.\d+$/;
/** Silence, noise and the edges of speech: `<s>`, `[NOISE]`, `++UH++`. */
const FILLER = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;

/** What `pocketsphinx_continuous -time yes` prints: for each stretch of speech its text, and below it its words. */
export function heardSegments(printed: string): HeardSegment[] {
  const stretches: HeardWord[][] = [];
  for (const line of printed.split('\n')) {
    const [, name, start, end] = WORD.exec(line) ?? [];
    if (name === undefined) stretches.push([]);
    // A number tells apart the ways in which a word is pronounced.
    else if (!FILLER.test(name)) {
      stretches.at(-1)?.push({ word: name.replace(/\(\d+\)$/, ''), start: Number(start), end: Number(end) });
    }
  }
  return stretches
    .filter((words) => words.length > 0)
    .map((words) => ({
      text: words.map(({ word }) => word).join(' '),
      start: words[0]!.start,
      end: words.at(-1)!.end,
      words,
    }));
}
