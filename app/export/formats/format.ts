import type { GrowingFile } from '../encode/growing-file.ts';
import type { Marks } from '../marks/marks.ts';
import type { Encoding } from './encoding.ts';

/** One file in the making. */
export interface Writer {
  /** Interleaved frames at the encoding's rate, which are the writer's from now on; settles when there is room for more. */
  write(samples: Int16Array): Promise<void>;
  /**
   * Writes what is still owed, and what is known only now in the room that was kept for it. `frames` of sound in all;
   * `starts` of the marks' chapters in such frames.
   */
  finish(frames: number, starts: readonly number[]): Promise<void>;
  /** Frees what it holds where the file is not going to be finished. */
  abandon(): Promise<void>;
}

/** What one kind of file can hold, and how it is written. */
export interface Format {
  /** As a person knows it. */
  readonly name: string;
  /** In Hz, the best for narration first: takes have 24,000. */
  readonly rates: readonly number[];
  /** The bitrates that it can have, in bit/s, in rising order; none where it loses nothing. */
  bitrates(rate: number, channels: 1 | 2): readonly number[];
  /** What a voice needs on one channel, in bit/s; of no meaning where nothing is lost. */
  readonly usual: number;
  /** Whether its bitrate stays, follows the sound, or may do either. */
  readonly pace: 'constant' | 'variable' | 'either';
  /** Does it stay where nobody asks for anything else? */
  readonly steady?: boolean;
  /** How much louder sound comes out than it went in, in dB; 0 where this is not said. */
  gain?(encoding: Encoding): number;
  /** Raised by every change that alters the bytes that come out. */
  readonly revision: number;
  /** Does it carry tags and chapters? Where not, other ones do not make another file. */
  readonly marked: boolean;
  /**
   * Begins a file with its head, which keeps room for what is known only at the end. `working` is told of packets that
   * wait for others.
   */
  begin(file: GrowingFile, encoding: Encoding, marks: Marks, working: () => void): Promise<Writer>;
}
