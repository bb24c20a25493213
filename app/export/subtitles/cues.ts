import type { TimedWord } from '../../model/player.ts';
import { TAKE_RATE } from '../../model/pcm.ts';
import { Problem } from '../../model/problem.ts';
import type { Segment } from '../../model/script.ts';
import type { Take } from '../../model/take.ts';
import type { Takes } from '../../store/takes.ts';
import type { Narrator } from '../../synthesis/session.ts';
import { columns } from '../../subtitles/lines.ts';
import type { PlannedFile } from '../plan.ts';
import { phrasesOf, seen } from './phrases.ts';
import type { Said } from './borders.ts';
import type { Heard } from './pauses.ts';
import { phraseTimer } from './timing.ts';

/** A phrase of the script, and when it is heard in its file, in seconds. */
export interface Cue extends Heard {
  text: string;
  chapter: string;
  block: string;
  /** Where it stands in its block's text. */
  start: number;
  end: number;
  /** Its words where it is known when each is heard, else none. */
  words: { text: string; from: number }[];
}

/** What a text reads like in its block, and when its words are heard, if anybody knows. */
export interface Texts {
  /** Of the block that a segment is part of; null where nobody knows more than what was spoken. */
  textOf(segment: Segment): string | null;
  /** Times in seconds from the start of the segment's speech. */
  wordsOf?: ((segment: Segment) => readonly TimedWord[] | null) | undefined;
}

export interface CueNeeds {
  narrator: Pick<Narrator, 'find'>;
  takes: Pick<Takes, 'read'>;
  texts: Texts;
  signal: AbortSignal;
}

/** Columns that one reads in a second, and the least time for a glance, in seconds. */
const READING_SPEED = 17;
const GLANCE = 1;

/** Where the takes of a file's segments start, and where it ends, in seconds. */
export interface Places {
  takes: { segment: Segment; take: Take; at: number }[];
  end: number;
}

/** The places in a file whose takes are all at hand. Throws `library-damaged`, retryable, where one has gone. */
export function placesIn({ segments, treatment }: PlannedFile, { narrator }: Pick<CueNeeds, 'narrator'>): Places {
  let frames = Math.round((treatment.head ?? 0) * TAKE_RATE);
  const takes = segments.map((segment) => {
    const take = narrator.find(segment);
    if (!take) throw new Problem('library-damaged', 'a take has gone', { retryable: true });
    const at = frames / TAKE_RATE;
    frames += take.frames + Math.round((segment.pauseAfter * TAKE_RATE) / 1000);
    return { segment, take, at };
  });
  return { takes, end: (frames + Math.round((treatment.tail ?? 0) * TAKE_RATE)) / TAKE_RATE };
}

/** The cues of a file. Throws what `placesIn` and the reading of takes throw, and AbortError. */
export async function cuesOf(file: PlannedFile, needs: CueNeeds): Promise<Cue[]> {
  const { takes, end } = placesIn(file, needs);
  const cues: Cue[] = [];
  for (const { segment, take, at } of takes) {
    for (const cue of await cuesIn(segment, take, needs)) {
      const words = cue.words.map(({ text, from }) => ({ text, from: at + from }));
      cues.push({ ...cue, from: at + cue.from, to: at + cue.to, words });
    }
  }
  return cues.map((cue, index) => ({ ...cue, to: readable(cue, cues[index + 1]?.from ?? end) }));
}

/** Times from the start of the take. */
async function cuesIn(segment: Segment, take: Take, { texts, takes, signal }: CueNeeds): Promise<Cue[]> {
  signal.throwIfAborted();
  const known = texts.textOf(segment);
  const { chapter, block } = known === null ? { ...segment, block: segment.id } : segment;
  const whole = known === null ? { start: 0, end: segment.spoken.length, sentences: [0] } : segment;
  const text = known ?? segment.spoken;
  const phrases = phrasesOf(whole, text).filter(({ start, end }) => seen(text, start, end) !== '');
  const words = known === null ? null : (texts.wordsOf?.(segment) ?? null);
  const own = phrases.map(({ start, end }) => words?.filter((word) => word.start >= start && word.start < end) ?? []);
  const times = own.every(({ length }) => length > 0)
    ? own.map((some) => ({ from: some[0]!.from, to: some.at(-1)!.to }))
    : await heard(
        phrases.map(({ start, end, ends }) => ({ text: text.slice(start, end), ends: ends.map((at) => at - start) })),
      );
  return phrases.map(({ start, end }, index) => ({
    ...{ chapter, block, start, end, ...times[index]! },
    text: seen(text, start, end),
    words: own[index]!.map((word, at) => ({
      // With the signs around it: from where it starts to where the next does.
      text: seen(text, at === 0 ? start : word.start, own[index]![at + 1]?.start ?? end),
      from: word.from,
    })),
  }));

  async function heard(said: readonly Said[]): Promise<Heard[]> {
    const timer = phraseTimer(take.rate);
    for await (const pcm of takes.read(take, { signal })) timer.push(pcm.samples);
    return timer.times(said);
  }
}

/** The end of a cue: with its speech, or as much later as one needs to read it, but before the next begins. */
function readable({ text, from, to }: Cue, next: number): number {
  const needed = Math.max(GLANCE, columns(text) / READING_SPEED);
  return Math.min(next, Math.max(to, from + needed));
}
