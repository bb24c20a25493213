import { silence } from '../pcm/silence.ts';
import type { Engine } from './engine.ts';
import { pieces } from './pieces.ts';

export interface Narration {
  engine: Engine;
  text: string;
  /** As `engine.find` gave it. */
  voice: string;
  /** In Hz. */
  rate: number;
}

/** Pieces that one narration has in work: one is on its way while the other is made. */
const AHEAD = 2;
/** What a text sounds like in which there is nothing to speak, in ms. */
const NOTHING = 200;

/** The sound of a text, mono, piece by piece as it is made. Throws what the engine throws, or the AbortError. */
export async function* narrate(narration: Narration, signal: AbortSignal): AsyncGenerator<Int16Array, void, undefined> {
  const { engine, text, voice, rate } = narration;
  let sounded = false;
  for await (const sound of inOrder(pieces(text), (piece) => engine.say(piece, voice, rate, signal))) {
    if (sound.length === 0) continue;
    if (sounded && engine.pause > 0) yield silence(engine.pause, rate);
    sounded = true;
    yield sound;
  }
  if (!sounded) yield silence(NOTHING, rate);
}

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
