import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtBinding, loadPortAudio } from '../../app/native/portaudio.ts';
import { loadPeer } from './sound-peers.ts';

/** What others play through, our own binding by itself, and one that only counts. */
export type OutputName = 'binding' | 'pacat' | 'naudiodon' | 'speaker' | 'nothing';

export interface Output {
  /** Settles when there is room for more. */
  write(samples: Int16Array): Promise<void>;
  stop(): void;
  /** Seconds of CPU of processes beside this one. */
  beside(): number;
}

export const now = (): number => performance.timeOrigin + performance.now();
const bytesOf = (samples: Int16Array) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);

/** How pacat is told what comes; as quick as it may be. */
export const PACAT = ['--raw', '--format=s16le', '--rate=24000', '--channels=1', '--latency-msec=20'];

/** Mono, 24 kHz. */
export async function openOutput(name: OutputName): Promise<Output> {
  switch (name) {
    case 'pacat': {
      const child = spawn('pacat', PACAT, { stdio: ['pipe', 'ignore', 'ignore'] });
      return streamed(
        child.stdin,
        () => child.kill('SIGKILL'),
        () => cpuOf(child),
      );
    }
    case 'naudiodon': {
      const { AudioIO } = loadPeer('naudiodon') as {
        AudioIO: new (options: object) => Writable & { start(): void; quit(): void };
      };
      const output = new AudioIO({
        outOptions: { channelCount: 1, sampleFormat: 16, sampleRate: 24_000, deviceId: -1, closeOnError: false },
      });
      output.start();
      // `abort` throws; this is the only way to end it, and it plays out what is queued.
      return streamed(output, () => void output.quit());
    }
    case 'speaker': {
      const Speaker = loadPeer('speaker') as new (options: object) => Writable & { close(flush: boolean): void };
      const output = new Speaker({ channels: 1, bitDepth: 16, sampleRate: 24_000 });
      return streamed(output, () => output.close(false));
    }
    case 'binding': {
      const stream = await loadPortAudio(builtBinding).openOutput({ rate: 24_000 });
      return {
        stop: () => stream.flush(),
        beside: () => 0,
        async write(samples) {
          for (let rest = samples; rest.length > 0;) {
            rest = rest.subarray(stream.write(rest));
            if (rest.length > 0) await sleep(100);
          }
          stream.end();
        },
      };
    }
    case 'nothing':
      return counted();
  }
}

/** As long in hand as the others have, and no longer. */
function counted(): Output {
  let full = 0;
  return {
    stop: () => undefined,
    beside: () => 0,
    async write({ length }) {
      full = Math.max(now(), full) + length / 24;
      if (full - now() > 2_000) await sleep(full - now() - 2_000);
    },
  };
}

/** Seconds of CPU of another process so far (proc(5): fields 14 and 15, in hundredths). */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function streamed(stream: Writable, stop: () => void, beside = () => 0): Output {
  stream.on('error', () => undefined);
  return {
    stop,
    beside,
    async write(samples) {
      if (!stream.write(bytesOf(samples))) await once(stream, 'drain');
    },
  };
}
