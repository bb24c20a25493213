import type { SpeexResampler } from '@echogarden/speex-resampler-wasm/simd';
import type { Pcm } from '../model/pcm.ts';
import { concat } from './frames.ts';

/** A running change of rate for mono sound, without delay: frame n comes out where frame n went in. */
export interface Resampler {
  /** The sound so far at the new rate; it stays behind by the filter's reach, some 5 ms, until `flush`. */
  push(samples: Int16Array): Int16Array;
  /** What stayed behind: all in all `round(frames in * to / from)` frames come out. Nothing may follow but `close`. */
  flush(): Int16Array;
  /** Frees the filter. */
  close(): void;
}

/** Speex's best of 0 to 10: 94 dB and more on a sine, which is about what 16 bits hold, at 45 times real time. */
const QUALITY = 10;
/** Frames that the filter is given at a time. */
const BLOCK = 4096;

/** Speex's compiled code and heap, once for all resamplers; each has its own filter in it. */
let speex: Promise<SpeexResampler> | null = null;
const loaded = () => (speex ??= import('@echogarden/speex-resampler-wasm/simd').then(({ default: load }) => load()));

/**
 * A resampler from one rate to another, both in Hz. The wasm file is looked for beside the package's code, or beside
 * the bundle that took it in.
 */
export async function createResampler(from: number, to: number): Promise<Resampler> {
  if (from === to) return unchanged;
  return filter(await loaded(), from, to);
}

/** Mono sound at `rate` Hz, whatever its own rate is and whether that changes on the way. */
export async function* resampled(sound: AsyncIterable<Pcm>, rate: number): AsyncGenerator<Pcm, void, undefined> {
  let resampler = unchanged;
  let from = rate;
  try {
    for await (const pcm of sound) {
      if (pcm.channels !== 1) throw new RangeError('resampling takes mono sound');
      if (pcm.rate !== from) {
        yield* sounding(resampler.flush(), rate);
        resampler.close();
        resampler = await createResampler(pcm.rate, rate);
        from = pcm.rate;
      }
      yield* sounding(resampler.push(pcm.samples), rate);
    }
    yield* sounding(resampler.flush(), rate);
  } finally {
    resampler.close();
  }
}

function* sounding(samples: Int16Array, rate: number): Generator<Pcm, void, undefined> {
  if (samples.length > 0) yield { rate, channels: 1, samples };
}

const unchanged: Resampler = {
  push: (samples) => samples,
  flush: () => new Int16Array(0),
  close: () => {},
};

function filter(engine: SpeexResampler, from: number, to: number): Resampler {
  const state = engine._speex_resampler_init(1, from, to, QUALITY, 0);
  if (state === 0) throw new RangeError(`no filter from ${from} to ${to} Hz`);
  // The filter looks half its length ahead; without these zeros the sound would come out late by that much.
  engine._speex_resampler_skip_zeros(state);
  const room = Math.ceil((BLOCK * to) / from) + 1;
  const counts = engine._malloc(8);
  const input = engine._malloc(BLOCK * 2);
  const output = engine._malloc(room * 2);
  let taken = 0;
  let given = 0;
  let closed = false;

  const run = (samples: Int16Array): Int16Array => {
    if (closed) throw new Error('the resampler is closed');
    const parts: Int16Array[] = [];
    for (let at = 0; at < samples.length;) {
      const block = samples.subarray(at, at + BLOCK);
      engine.HEAP16.set(block, input / 2);
      engine.HEAP32.set([block.length, room], counts / 4);
      engine._speex_resampler_process_int(state, 0, input, counts, output, counts + 4);
      const [used, made] = engine.HEAP32.subarray(counts / 4, counts / 4 + 2);
      parts.push(engine.HEAP16.slice(output / 2, output / 2 + made!));
      at += used!;
    }
    return concat(parts);
  };

  return {
    push(samples) {
      taken += samples.length;
      const made = run(samples);
      given += made.length;
      return made;
    },
    flush() {
      const silence = new Int16Array(engine._speex_resampler_get_input_latency(state) + Math.ceil(from / to));
      return run(silence).slice(0, Math.round((taken * to) / from) - given);
    },
    close() {
      if (closed) return;
      closed = true;
      engine._speex_resampler_destroy(state);
      for (const pointer of [counts, input, output]) engine._free(pointer);
    },
  };
}
