import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import load from '@echogarden/espeak-ng-emscripten';
import { concat } from '../pcm/frames.ts';
import type { EspeakEvent } from './voices/espeak-words.ts';
import { atRate } from './voices/resample.ts';

type Message = { ask: 'voices' } | Order;

interface Order {
  ask: 'speech';
  text: string;
  voice: string;
  /** In Hz. */
  rate: number;
  speed: number;
  words: boolean;
}

// eSpeak would find its data itself, but not in a folder whose name a URL has to escape.
const data = createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten/espeak-ng.data');
const espeak = await load({ getPreloadedPackage: () => new Uint8Array(readFileSync(data)).buffer });
const synthesiser = new espeak.eSpeakNGWorker();
const voices = synthesiser.list_voices();
const own = synthesiser.get_samplerate();
/** Words a minute. */
const pace = synthesiser.get_rate();
// The first call makes the binding's own buffer, which has to be in the snapshot.
synthesiser.set_voice(textInHeap('en'), textInHeap(''));
const fresh = espeak.HEAPU8.slice();

parentPort!.on('message', async (message: Message) => {
  if (message.ask === 'voices') return parentPort!.postMessage(voices);
  const { sound, events } = say(message);
  const samples = await atRate(sound, own, message.rate);
  parentPort!.postMessage({ samples, events }, [samples.buffer]);
});

/** eSpeak's phases and noise run on from one text to the next; from a fresh heap, the same text sounds the same. */
function say({ text, voice, speed, words }: Order) {
  espeak.HEAPU8.fill(0, fresh.length);
  espeak.HEAPU8.set(fresh);
  if (synthesiser.set_voice(textInHeap(voice), textInHeap('')) !== 0)
    throw new Error('eSpeak refused a voice it lists');
  if (speed !== 1) synthesiser.set_rate(Math.round(pace * speed));
  const parts: Int16Array[] = [];
  const events: EspeakEvent[] = [];
  synthesiser.synthesize(textInHeap(text), (samples, reported) => {
    if (samples) parts.push(samples);
    if (words) events.push(...reported);
    return false;
  });
  return { sound: concat(parts), events };
}

/** By pointer, since for a string the binding would grow that buffer of its own. A fresh heap forgets it again. */
function textInHeap(text: string): { ptr: number } {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const ptr = espeak._malloc(bytes.length);
  espeak.HEAPU8.set(bytes, ptr);
  return { ptr };
}
