import { Refusal } from '../../app/local/http/refusal.ts';
import type { HeardWord, Recogniser } from '../../app/local/hearing/recogniser.ts';

/** One word said from `start` to `end`, as a recogniser reports it. */
const said = (word: string, start: number, end: number): HeardWord => ({ word, start, end });

/**
 * A recogniser for tests of what is around it: it says how many milliseconds of sound it was given, and for a
 * recording that is loud all over, that it failed.
 */
export function countingRecogniser(): Recogniser & { heard: Int16Array[] } {
  const heard: Int16Array[] = [];
  return {
    heard,
    ready: async () => undefined,
    async hear(recording, signal) {
      const parts: number[] = [];
      for await (const samples of recording) parts.push(...samples);
      signal.throwIfAborted();
      const samples = Int16Array.from(parts);
      heard.push(samples);
      if (samples[0] === 32_767) throw new Refusal(500, 'The recording could not be recognised.');
      const duration = samples.length / 16_000;
      const text = `${Math.round(duration * 1000)} ms`;
      const words = text.split(' ').map((word) => said(word, 0, duration));
      return { segments: duration === 0 ? [] : [{ text, start: 0, end: duration, words }], duration };
    },
    close: async () => undefined,
  };
}
