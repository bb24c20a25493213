import { silence } from '../../pcm/silence.ts';
import type { Engine, Manner, Spoken, TimedWord } from '../voices/engine.ts';
import { pieces } from './pieces.ts';

export interface Narration extends Manner {
  engine: Engine;
  text: string;
}

/** Pieces that one narration has in work: one is on its way while the other is made. */
const AHEAD = 2;
/** What a text sounds like in which there is nothing to speak, in ms. */
const NOTHING = 200;

/**
 * The sound of a text, mono, piece by piece as it is made, never an empty one; its words' times count from the start
 * of the first. Throws what the engine throws, or the AbortError.
 */
export async function* narrate(narration: Narration, signal: AbortSignal): AsyncGenerator<Spoken, void, undefined> {
  const { engine, text, ...manner } = narration;
  let frames = 0;
  for await (const spoken of inOrder(pieces(text), (piece) => engine.say(piece, manner, signal))) {
    if (spoken.samples.length === 0) continue;
    if (frames > 0 && engine.pause > 0) {
      const samples = silence(engine.pause, manner.rate);
      frames += samples.length;
      yield { samples, words: [] };
    }
    const words = later(spoken.words, frames / manner.rate);
    frames += spoken.samples.length;
    yield { samples: spoken.samples, words };
  }
  if (frames === 0) yield { samples: silence(NOTHING, manner.rate), words: [] };
}

/** Words whose sound begins `seconds` later. */
export const later = (words: readonly TimedWord[], seconds: number): TimedWord[] =>
  words.map(({ text, start, end }) => ({ text, start: start + seconds, end: end + seconds }));

/** What `make` makes of each item, in their order, AHEAD of them begun at a time. */
async function* inOrder<Item, Made>(
  items: Iterable<Item>,
  make: (item: Item) => Promise<Made>,
): AsyncGenerator<Made, void, undefined> {
  const begun: Promise<Made>[] = [];
  for (const item of items) {
    const made = make(item);
    // One that fails while nobody waits for it yet is heard of when its turn comes, or not at all.
    made.catch(() => undefined);
    begun.push(made);
    if (begun.length >= AHEAD) yield begun.shift()!;
  }
  yield* begun;
}
