import { parentPort, workerData } from 'node:worker_threads';
import { speak } from './voices/flite-program.ts';
import { atRate } from './voices/resample.ts';

interface Message {
  text: string;
  voice: string;
  rate: number;
  speed: number;
  words: string[];
}

const program = workerData as WebAssembly.Module;

parentPort!.on('message', async ({ rate, ...message }: Message) => {
  const speech = speak(program, message);
  const samples = await atRate(speech.samples, speech.rate, rate);
  parentPort!.postMessage({ samples, words: speech.words }, [samples.buffer]);
});
