import type { Sonic } from '@echogarden/sonic-wasm';
import { concat } from './frames.ts';

/** A running change of speed for mono sound that keeps its pitch. */
export interface Tempo {
  /** The sound so far at the new speed; it stays behind by a few pitch periods, 35 ms at most, until `flush`. */
  push(samples: Int16Array): Int16Array;
  /** What stayed behind: all in all `round(frames in / speed)` frames come out. Nothing may follow but `close`. */
  flush(): Int16Array;
  /** Frees the stream. */
  close(): void;
}

/** Frames that Sonic is given at a time. */
const BLOCK = 2048;
/** Seconds of sound that Sonic keeps back: two periods of the lowest pitch it looks for, 65 Hz (sonic.h, SONIC_MIN_PITCH). */
const BEHIND = 2 / 65;
/** Seconds within which what its rounding has lost or won is made good. */
const MEND = 0.5;

/** Sonic's compiled code and heap, once for all; each stream is its own in it. */
let sonic: Promise<Sonic> | null = null;
/** Not before the first change of speed: most of what starts the app never needs it. */
const loaded = () => (sonic ??= import('@echogarden/sonic-wasm').then(({ default: load }) => load()));

/**
 * A change of speed for sound at `rate` Hz; speech stays speech from 0.5 to 3. At 1 the very samples come out. The
 * wasm file is looked for beside the package's code, or beside the bundle that took it in.
 */
export async function createTempo(speed: number, rate: number): Promise<Tempo> {
  if (speed === 1) return unchanged;
  return stream(await loaded(), speed, rate);
}

/** Loads what a change of speed needs, so that the first one does not have to wait for it. */
export const readyTempo = async (): Promise<void> => void (await loaded());

const unchanged: Tempo = {
  push: (samples) => samples,
  flush: () => new Int16Array(0),
  close: () => {},
};

function stream(engine: Sonic, speed: number, rate: number): Tempo {
  const handle = engine._sonicCreateStream(rate, 1);
  if (handle === 0) throw new RangeError('no memory for another stream');
  const heap = engine._malloc(BLOCK * 2);
  let taken = 0;
  let given = 0;
  let closed = false;

  const read = (): Int16Array[] => {
    const parts: Int16Array[] = [];
    for (;;) {
      const frames = engine._sonicReadShortFromStream(handle, heap, BLOCK);
      if (frames === 0) return parts;
      parts.push(engine.HEAP16.slice(heap / 2, heap / 2 + frames));
      given += frames;
    }
  };
  /** Sonic cuts every pitch period to whole frames, which adds up to 0.7 % at 3; so its speed is led by the sum. */
  const lead = () => {
    const late = (taken - given * speed) / rate - BEHIND;
    const wrong = late > 0 ? late : Math.min(0, late + BEHIND);
    engine._sonicSetSpeed(handle, speed / (1 + wrong / MEND));
  };
  const write = (samples: Int16Array): Int16Array => {
    if (closed) throw new Error('the stream is closed');
    const parts: Int16Array[] = [];
    for (let at = 0; at < samples.length; at += BLOCK) {
      const block = samples.subarray(at, at + BLOCK);
      lead();
      engine.HEAP16.set(block, heap / 2);
      engine._sonicWriteShortToStream(handle, heap, block.length);
      taken += block.length;
      parts.push(...read());
    }
    return concat(parts);
  };

  return {
    push: write,
    flush() {
      const wanted = Math.max(0, Math.round(taken / speed) - given);
      // Sonic's own flush drops up to 35 ms of the end. Silence pushes it out whole, and fills what rounding left short.
      const pushed = write(new Int16Array(Math.ceil(2 * BEHIND * rate + wanted * speed)));
      return concat([pushed, new Int16Array(wanted)]).slice(0, wanted);
    },
    close() {
      if (closed) return;
      closed = true;
      engine._sonicDestroyStream(handle);
      engine._free(heap);
    },
  };
}
