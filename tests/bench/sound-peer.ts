/** One of those that are compared, at one of the tasks, in a process of its own; sends home when it did what. */
import { setTimeout as sleep } from 'node:timers/promises';
import { builtBinding } from '../../app/native/portaudio.ts';
import { createPlayer, type Player } from '../../app/player/player.ts';
import { portAudioDevice } from '../../app/player/portaudio.ts';
import type { Narrator } from '../../app/synthesis/session.ts';
import { segmentOf } from '../tools/narration.ts';
import { noise } from '../tools/noise.ts';
import { prefer } from '../tools/prefer.ts';
import { deliveredNarrator, supplyOf } from '../tools/supply.ts';
import { now, openOutput as open, type OutputName } from './outputs.ts';

export type PeerName = 'player' | OutputName;
export type Task = 'first' | 'starve' | 'stop' | 'cpu';

const { peer, task, seconds } = JSON.parse(process.argv[2]!) as { peer: PeerName; task: Task; seconds: number };
prefer();

function openOutput() {
  if (peer === 'player') throw new Error('the player is no mere output');
  return open(peer);
}

/** The whole player, for what the outputs do by themselves. */
function openPlayer(narrator: Narrator): Player {
  return createPlayer({ narrator, openDevice: portAudioDevice({ binding: builtBinding }) });
}

/** Sounds one after the other through the player, each a narration of one segment. */
function played(sounds: Int16Array[]) {
  const segments = sounds.map((_, i) => segmentOf(i, 40, 0));
  const take = (id: string, samples: Int16Array) => ({ key: id, path: '', rate: 24_000, frames: samples.length });
  const soundOf = (id: string) => sounds[segments.findIndex((segment) => segment.id === id)]!;
  const player = openPlayer({
    async *speak({ id }) {
      yield { rate: 24_000, channels: 1, samples: soundOf(id) };
    },
    make: async ({ id }) => ({ take: take(id, soundOf(id)), cached: true }),
    find: ({ id }) => take(id, soundOf(id)),
    words: () => [],
  });
  return {
    player,
    play: (i: number) => player.play({ project: 'p', segments: [segments[i]!] }),
  };
}

const ROUNDS = 10;
/** Half a second each, so that those who wait for a full buffer begin. */
const sounds = Array.from({ length: ROUNDS + 1 }, (_, i) => noise(i + 1, 12_000));

async function first() {
  const through = peer === 'player' ? played(sounds) : null;
  const output = through ? null : await openOutput();
  const at: number[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    at.push(now());
    if (through) through.play(i);
    else await output!.write(sounds[i]!);
    await sleep(1_200 + at.at(-1)! - now());
  }
  // The first one opens the device, or the connection to it.
  return { at: at.slice(1) };
}

/** A second of sound in two halves, half a second apart. */
async function starve() {
  const through = peer === 'player' ? played(sounds) : null;
  const output = through ? null : await openOutput();
  for (const i of [0, 1]) {
    if (through) through.play(i);
    else await output!.write(sounds[i]!);
    await sleep(1_000);
  }
  await sleep(1_000);
  return {};
}

async function stop() {
  const at: number[] = [];
  const long = Array.from({ length: 5 }, (_, i) => noise(i + 1, 48_000));
  const through = peer === 'player' ? played(long) : null;
  for (let i = 0; i < 5; i++) {
    // Most of them can not sound again after a stop.
    const output = through ? null : await openOutput();
    if (through) through.play(i);
    // A stop may fail the write that it cuts off.
    else void output!.write(long[i]!).catch(() => undefined);
    await sleep(700);
    at.push(now());
    if (through) through.player.stop();
    else output!.stop();
    await sleep(1_800);
  }
  return { at };
}

async function cpu() {
  const supply = supplyOf({ seed: 1, segments: Math.ceil(seconds / 3), seconds: 2.58 });
  const narrator = deliveredNarrator(supply, { seed: 1, pace: 2, jitter: 100 });
  const { signal } = new AbortController();
  const output = peer === 'player' ? null : await openOutput();
  const player = output ? null : openPlayer(narrator);
  await sleep(1_000);
  const [usage, beside, start] = [process.cpuUsage(), output?.beside() ?? 0, now()];
  if (player) {
    await new Promise<void>((done) => {
      player.onChange(({ phase }) => phase === 'idle' && done());
      player.play({ project: 'p', segments: supply.segments });
    });
  } else {
    for (const segment of supply.segments) {
      for await (const { samples } of narrator.speak(segment, signal)) await output!.write(samples);
      await output!.write(new Int16Array(segment.pauseAfter * 24));
    }
    await sleep(Math.max(0, start + supply.script.length / 24 - now()));
  }
  const { user, system } = process.cpuUsage(usage);
  const used = (user + system) / 1e6 + (output?.beside() ?? 0) - beside;
  return { perMinute: (used * 60_000) / (now() - start) };
}

process.send!(await { first, starve, stop, cpu }[task]());
