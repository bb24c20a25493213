/**
 * Dictation at a recorded microphone: ms from the key to the first sample, cold and warm; from stop to the final text
 * beyond the service's own time; what a minute of dictation costs, and the waiting app. `LECTERN_WAITING=600` looks at
 * it for as many seconds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DictatingApp } from '../tools/dictating.ts';
import { noise } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';
import { Scribe } from '../tools/scribe.ts';
import { costOf, watchCost } from './cost.ts';
import { median, report } from './figure.ts';

const ROUNDS = 10;
const IDLE = Number(process.env['LECTERN_WAITING'] ?? 30);
/** Seconds that are dictated to see what that costs. */
const LONG = 30;

if (rigMissing) throw new Error(`no ${rigMissing} on this machine`);
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
const rig = await Rig.start();
rig.environment['TOGETHER_API_KEY'] = 'a-key-of-nobody';
const feed = await rig.feed();
const scribe = await Scribe.start();
try {
  const { cold, warm } = await rig.play<{ cold: number[]; warm: number[] }>('ear', { rounds: ROUNDS });
  const ms = { unit: 'ms', target: { of: 'lectern' } } as const;
  report({ ...ms, what: 'key to first sample, cold', lectern: median(cold), target: { of: 'lectern', most: 150 } });
  report({ ...ms, what: 'key to first sample, warm', lectern: median(warm), target: { of: 'lectern', most: 30 } });

  const app = await DictatingApp.start(rig, { data: join(folder, 'data'), baseUrl: scribe.url });
  const overheads: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await app.ask('start', {});
    await feed.say(noise(round + 1, 16_000));
    const from = app.states.length;
    await app.ask('stop');
    const [stopped, done] = [
      app.states.slice(from).find(({ state }) => state.phase === 'finishing')!,
      app.states.at(-1)!,
    ];
    overheads.push(done.at - stopped.at);
  }
  report({
    ...ms,
    what: 'stop to final, beyond the service',
    lectern: median(overheads),
    target: { of: 'lectern', most: 20 },
  });

  const watched = watchCost(app.child.pid!);
  await app.ask('start', {});
  await feed.say(noise(1, 16_000 * LONG));
  await app.ask('stop');
  const { cpu, memory } = watched();
  report({ what: 'CPU of dictation', unit: 's/min', lectern: (cpu * 60) / LONG });
  report({ what: 'most memory of dictation', unit: 'MB', lectern: memory });

  await app.ask('dismiss');
  await app.ask('ready', { on: false });
  await sleep(1_000);
  const before = costOf(app.child.pid!).cpu;
  await sleep(IDLE * 1_000);
  const share = (costOf(app.child.pid!).cpu - before) / IDLE;
  report({ what: 'processor while it waits', unit: '%', lectern: share * 100, target: { of: 'lectern', most: 0.1 } });
  await app.end();
} finally {
  // Nobody reads the microphone any more: whoever speaks into it ends when it is gone.
  await rig.stop();
  await feed.stop();
  await scribe.stop();
  await rm(folder, { recursive: true });
}
