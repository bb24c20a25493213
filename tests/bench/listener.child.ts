/**
 * Somebody who has a service speak and plays it, in a process of its own: Lectern as it is put together, an SDK with a
 * library for sound, or programs in a pipe. `first` plays one segment after the other, each when the one before it is
 * over, and sends home when it was asked for; `through` plays all of them as one narration.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import Together from 'together-ai';
import { builtBinding } from '../../app/native/portaudio.ts';
import { createPlayer } from '../../app/player/player.ts';
import { portAudioDevice } from '../../app/player/portaudio.ts';
import { openDatabase } from '../../app/store/database.ts';
import { openTakes } from '../../app/store/takes.ts';
import { chosenSession } from '../../app/synthesis/choose.ts';
import { createNarrator } from '../../app/synthesis/narrator.ts';
import { streamSession } from '../../app/synthesis/stream.ts';
import { createTogether } from '../../app/together/client.ts';
import { prefer } from '../tools/prefer.ts';
import { supplyOf } from '../tools/supply.ts';
import { now, openOutput, PACAT } from './outputs.ts';
import type { ListenerName, ListenerTask } from './playing.ts';
import { REQUEST } from './service.ts';

const { listener, task, url, folder, ...settings } = JSON.parse(process.argv[2]!) as {
  listener: ListenerName;
  task: ListenerTask;
  url: string;
  /** For takes. */
  folder: string;
  seed: number;
  segments: number;
  seconds: number;
};
const { segments } = supplyOf(settings);
const textOf = (index: number) => `Segment number ${index}.`;
/** From one to the next where each is played by itself. */
const EVERY = 1_300;

interface Listener {
  /** Begins, and does not wait for the end. */
  begin(index: number): void;
  /** Settles when the last of it was handed to the device. */
  through(): Promise<void>;
}

async function lectern(): Promise<Listener> {
  const client = createTogether({ baseUrl: `${url}/v1`, key: async () => 'none' });
  const session = listener === 'Lectern, events' ? streamSession(client) : chosenSession(client, Date.now);
  const takes = await openTakes(openDatabase(folder), folder, Date.now);
  const player = createPlayer({
    narrator: createNarrator({ session, takes }),
    openDevice: portAudioDevice({ binding: builtBinding }),
  });
  const { model, voice, language } = REQUEST;
  const spoken = segments.map((segment, index) => ({
    ...segment,
    ...{ spoken: textOf(index), voice: { model, voice, language } },
  }));
  return {
    begin: (index) => player.play({ project: 'p', segments: [spoken[index]!] }),
    through: () =>
      new Promise((done, failed) => {
        player.onChange((state) => {
          if (state.phase === 'idle') done();
          if (state.phase === 'failed') failed(new Error(state.problem.message));
        });
        player.play({ project: 'p', segments: spoken });
      }),
  };
}

async function sdk(name: 'naudiodon' | 'speaker'): Promise<Listener> {
  const client = new Together({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
  const output = await openOutput(name);
  const speak = async (index: number) => {
    const events = await client.audio.speech.create({ ...REQUEST, input: textOf(index), stream: true });
    for await (const { delta } of events as unknown as AsyncIterable<{ delta: string }>) {
      const bytes = Buffer.from(delta, 'base64');
      await output.write(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1));
    }
  };
  return {
    begin: (index) => void speak(index),
    async through() {
      for (const [index, { pauseAfter }] of segments.entries()) {
        await speak(index);
        await output.write(new Int16Array(pauseAfter * 24));
      }
    },
  };
}

function pipe(player: string): Listener {
  const run = (loop: string) => spawn('bash', ['-c', `${loop} | ${player}`], { stdio: 'ignore' });
  const end = (index: number) => `curl -sN ${url}/raw/${index}`;
  return {
    begin: (index) => void run(end(index)),
    async through() {
      await once(run(`for i in $(seq 0 ${segments.length - 1}); do curl -sN ${url}/raw/$i; done`), 'exit');
    },
  };
}

async function open(): Promise<Listener> {
  switch (listener) {
    case 'Lectern, socket':
    case 'Lectern, events':
      return lectern();
    case 'SDK and naudiodon':
      return sdk('naudiodon');
    case 'SDK and speaker':
      return sdk('speaker');
    case 'curl and pacat':
      return pipe(`pacat ${PACAT.join(' ')}`);
    case 'curl and ffplay':
      return pipe('SDL_AUDIODRIVER=pulseaudio ffplay -v quiet -nodisp -autoexit -f s16le -ar 24000 -ch_layout mono -');
    case 'Web Audio in Chromium':
      throw new Error('that one is a browser');
  }
}

// What else the machine is busy with is not what is measured; those that are started inherit it.
prefer();
const person = await open();
// Whoever opens a device does so before anybody listens.
await sleep(500);
if (task === 'first') {
  const at: number[] = [];
  for (let index = 0; index < segments.length; index++) {
    at.push(now());
    person.begin(index);
    await sleep(EVERY + at.at(-1)! - now());
  }
  process.send!({ at });
} else {
  const start = now();
  await person.through();
  // What is queued is still to be heard.
  await sleep(2_500);
  process.send!({ seconds: (now() - start) / 1_000 });
}
// Some of them can be neither closed nor left: whoever started this ends it, too.
setInterval(() => undefined, 1_000);
