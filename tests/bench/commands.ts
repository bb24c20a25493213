/**
 * How soon the player is heard to obey, on a recorded device: `node tests/bench/commands.ts [rounds] [seeds]`. Prints
 * the median and the slowest of each command in ms, and how long pacat takes in the same run to be heard.
 */
import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamStats } from '../../app/native/portaudio.ts';
import { type Command, heardAfter, median } from '../tools/moments.ts';
import { clicks, noise } from '../tools/noise.ts';
import { Rig } from '../tools/rig.ts';
import { supplyOf } from '../tools/supply.ts';

const [rounds = 10, seeds = 3] = process.argv.slice(2).map(Number);
const now = () => performance.timeOrigin + performance.now();

/** ms until each of some writes to an idle pacat is heard. */
async function pacat(rig: Rig): Promise<number[]> {
  const format = ['--raw', '--format=s16le', '--rate=24000', '--channels=1', '--latency-msec=20'];
  const child = spawn('pacat', format, { env: rig.environment, stdio: ['pipe', 'ignore', 'ignore'] });
  const taken: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    const from = rig.recording.length;
    const at = now();
    child.stdin.write(new Uint8Array(noise(i + 1, 6_000).buffer));
    await sleep(700);
    const first = rig.recording.since(from).findIndex((sample) => sample !== 0);
    taken.push(rig.recording.arrivalOf(from + first) - at);
  }
  child.kill('SIGKILL');
  // The first one has to connect.
  return taken.slice(1);
}

const taken: Record<string, number[]> = {};
const note = (what: string, times: readonly number[]) => (taken[what] ??= []).push(...times);
let clicked = 0;
let xruns = 0;
for (let seed = 1; seed <= seeds; seed++) {
  const rig = await Rig.start();
  try {
    note('pacat: write', await pacat(rig));
    const settings = { seed, rounds, segments: 20, seconds: 3 };
    const start = rig.recording.length;
    const { done, stats } = await rig.play<{ done: Command[]; stats: StreamStats[] }>('commands', settings);
    const { script } = supplyOf({ ...settings, smooth: true });
    for (const [what, times] of Object.entries(heardAfter(rig.recording, start, script, done))) note(what, times);
    clicked += clicks(rig.recording.since(start));
    xruns += stats.reduce((sum, stream) => sum + stream.xruns, 0);
  } finally {
    await rig.stop();
  }
}
const whole = (value: number) => Number(value.toFixed(1));
const rows = Object.entries(taken).map(([what, times]) => [
  what,
  { median: whole(median(times)), slowest: whole(Math.max(...times)), times: times.length },
]);
console.table(Object.fromEntries(rows));
console.log(`${clicked} clicks; the device ran dry by itself ${xruns} times; load ${whole(loadavg()[0]!)}`);
