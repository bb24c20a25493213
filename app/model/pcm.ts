/**
 * A run of sound: signed 16-bit samples, channels interleaved, at `rate` frames a second.
 * Everything that sounds in Lectern is an `AsyncIterable<Pcm>`; the pull is the backpressure.
 */
export interface Pcm {
  /** Frames a second, in Hz. */
  readonly rate: number;
  readonly channels: 1 | 2;
  readonly samples: Int16Array;
}

/**
 * The rate of every take, in Hz. Orpheus and Kokoro always answer at 24,000 (Together's reference for
 * audio/speech), the others and the offline voices are asked for it, so voices join without resampling.
 */
export const TAKE_RATE = 24_000;
