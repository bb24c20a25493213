import { parentPort, workerData } from 'node:worker_threads';
import { decode } from '../pcm/convert.ts';
import { atRate } from './resample.ts';
import { runProgram } from './wasi.ts';

/** Flite writes a RIFF header of this many bytes, with the rate, in Hz, at RATE_AT. */
const HEADER = 44;
const RATE_AT = 24;

const program = workerData as WebAssembly.Module;

parentPort!.on('message', async ({ text, voice, rate }: { text: string; voice: string; rate: number }) => {
  const { samples, own } = say(text, voice);
  const sound = await atRate(samples, own, rate);
  parentPort!.postMessage(sound, [sound.buffer]);
});

/** Whatever follows `-t` is taken as text, even `-voice`. */
function say(text: string, voice: string): { samples: Int16Array; own: number } {
  const { status, file } = runProgram(program, ['flite', '-voice', voice, '-t', text, '-o', '/speech.wav']);
  if (status !== 0 || file.length < HEADER) throw new Error(`flite ended with status ${status}`);
  const own = new DataView(file.buffer, file.byteOffset).getUint32(RATE_AT, true);
  return { samples: decode(file.subarray(HEADER), 'pcm_s16le'), own };
}
