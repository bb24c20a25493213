import { type Encoding, encode } from '../../pcm/convert.ts';
import type { TimedWord } from '../voices/engine.ts';

/** Length of the sound in one event, in seconds. */
const DELTA = 0.25;

/** The sound of an item, in events that are spoken while the next ones are on their way. */
export function* deltas(samples: Int16Array, rate: number, encoding: Encoding): Generator<Delta, void, undefined> {
  const length = Math.round(rate * DELTA);
  for (let at = 0; at < samples.length; at += length) {
    const bytes = encode(samples.subarray(at, at + length), encoding);
    const delta = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    yield { type: 'conversation.item.audio_output.delta', delta };
  }
}

export interface Delta {
  type: 'conversation.item.audio_output.delta';
  /** Base64. */
  delta: string;
}

/** When the words of an item are heard, in seconds from the start of its sound. */
export const timestamps = (words: readonly TimedWord[]) => ({
  type: 'conversation.item.word_timestamps',
  words: words.map(({ text }) => text),
  start_seconds: words.map(({ start }) => milliseconds(start)),
  end_seconds: words.map(({ end }) => milliseconds(end)),
});

/** Seconds without digits that mean nothing. */
const milliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;
