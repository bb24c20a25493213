import type { Speech, SpokenWord } from '../model/speech.ts';
import { secondsOf } from '../pcm/frames.ts';
import type { Portion } from './portions.ts';

/** Speech whose first part is on its way. */
interface Begun {
  speech: AsyncGenerator<Speech, void, undefined>;
  first: Promise<IteratorResult<Speech, void>>;
}

/**
 * The portions of a text as one speech, the words at their places in all of it. The next is asked for as soon as one
 * sounds, not before, so that it does not delay it. Leaving the loop ends what is under way.
 */
export async function* inTurn(
  texts: readonly Portion[],
  speak: (text: string, signal: AbortSignal) => AsyncGenerator<Speech, void, undefined>,
  signal: AbortSignal,
): AsyncGenerator<Speech, void, undefined> {
  const left = new AbortController();
  const either = AbortSignal.any([signal, left.signal]);
  const begun: Begun[] = [];
  const begin = (index: number) => {
    if (index >= texts.length || begun[index]) return;
    const speech = speak(texts[index]!.text, either);
    const first = speech.next();
    // A failure waits for its turn.
    first.catch(() => undefined);
    begun[index] = { speech, first };
  };
  let seconds = 0;
  try {
    for (const [index, { start }] of texts.entries()) {
      begin(index);
      const { speech, first } = begun[index]!;
      const from = seconds;
      for (let step = await first; !step.done; step = await speech.next()) {
        const part = step.value;
        if ('samples' in part) {
          begin(index + 1);
          seconds += secondsOf(part);
        }
        yield 'samples' in part ? part : { words: part.words.map((word) => moved(word, start, from)) };
      }
    }
  } finally {
    left.abort();
    await Promise.all(begun.map(({ speech }) => speech.return()));
  }
}

/** A word of a portion as one of the whole: `start` in UTF-16 units, `from` in seconds. */
const moved = (word: SpokenWord, start: number, from: number): SpokenWord => ({
  ...word,
  start: word.start + start,
  end: word.end + start,
  from: word.from + from,
  to: word.to + from,
});
