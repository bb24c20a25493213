import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encode } from '../../pcm/convert.ts';
import { Refusal } from '../http/refusal.ts';
import { Gate } from './gate.ts';
import { HEARING_RATE, type Heard, type Recogniser } from './recogniser.ts';
import { heardSegments } from './pocketsphinx-output.ts';

const run = promisify(execFile);

/** Processes at a time; each keeps a core busy and holds some 200 MB. */
const PROCESSES = 2;
/** In ms: for the models to load, and as a multiple of the recording; it takes about half of that by itself. */
const TO_LOAD = 60_000;
const PER_LENGTH = 8;
/** Bytes that it may say: four hours of fast speech with times are about 3 MB. */
const MOST_OUTPUT = 1 << 26;

export interface PocketsphinxOptions {
  command?: string;
  /** Where recordings lie while they are recognised. */
  temporary: string;
}

/**
 * Debian's PocketSphinx (packages pocketsphinx and pocketsphinx-en-us) with its own models of American English, one
 * process for each recording.
 */
export function createPocketsphinx(options: PocketsphinxOptions): Recogniser {
  const { command = 'pocketsphinx_continuous', temporary } = options;
  const closed = new AbortController();
  const gate = new Gate(PROCESSES);
  const running = new Set<Promise<unknown>>();
  let found = false;
  return {
    async ready() {
      // Without arguments it says how it is used and ends.
      if (!found) await run(command, []).catch((failure: unknown) => isMissing(failure) && refuse());
      found = true;
    },
    async hear(recording, signal) {
      const either = AbortSignal.any([signal, closed.signal]);
      const task = gate.pass(() => recognise({ command, temporary }, recording, either), either);
      running.add(task);
      return task.finally(() => running.delete(task));
    },
    async close() {
      closed.abort();
      await Promise.allSettled(running);
    },
  };
}

async function recognise(
  { command, temporary }: Required<PocketsphinxOptions>,
  recording: AsyncIterable<Int16Array>,
  signal: AbortSignal,
): Promise<Heard> {
  const folder = await mkdtemp(join(temporary, 'lectern-hearing-'));
  try {
    // It takes a file of any other name than .wav for bare samples.
    const path = join(folder, 'sound.raw');
    const duration = (await store(recording, path, signal)) / HEARING_RATE;
    const { stdout } = await run(command, ['-infile', path, '-time', 'yes', '-logfn', '/dev/null'], {
      signal,
      killSignal: 'SIGKILL',
      // Node takes whole ones only.
      timeout: Math.ceil(TO_LOAD + duration * 1000 * PER_LENGTH),
      maxBuffer: MOST_OUTPUT,
    });
    return { segments: heardSegments(stdout), duration };
  } catch (failure) {
    signal.throwIfAborted();
    if (isMissing(failure)) refuse();
    if (failure instanceof Refusal) throw failure;
    throw new Refusal(500, 'The recording could not be recognised.', { code: 'processing_failed' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Frames written. */
async function store(recording: AsyncIterable<Int16Array>, path: string, signal: AbortSignal): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let frames = 0;
  try {
    for await (const samples of recording) {
      signal.throwIfAborted();
      await file.write(encode(samples, 'pcm_s16le'));
      frames += samples.length;
    }
  } finally {
    await file.close();
  }
  return frames;
}

const isMissing = (failure: unknown) =>
  failure instanceof Error && 'syscall' in failure && String(failure.syscall).startsWith('spawn');

function refuse(): never {
  throw new Refusal(
    503,
    'No speech recogniser is installed on this machine; offline, Lectern uses pocketsphinx with pocketsphinx-en-us.',
    { code: 'no_healthy_workers' },
  );
}
