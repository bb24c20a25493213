/**
 * How soon the player is heard to obey, on a recorded device: ms until the last sound of what a command ended, or the
 * first of what it began; medians, beside the others where they can do it at all. `LECTERN_SEEDS=10` is a long run.
 */
import { once } from 'node:events';
import { momentAfter } from '../tools/glide.ts';
import { type Command, heardAfter } from '../tools/moments.ts';
import { clickPlaces } from '../tools/noise.ts';
import { prefer } from '../tools/prefer.ts';
import { Rig, RIG_RATE, rigMissing } from '../tools/rig.ts';
import { supplyOf } from '../tools/supply.ts';
import { median, report, reportBeside } from './figure.ts';
import type { PeerName } from './sound-peer.ts';
import { buildPeers } from './sound-peers.ts';

const SEEDS = Number(process.env['LECTERN_SEEDS'] ?? 1);
const ROUNDS = 8;
/** Changes of the speed. */
const CHANGES = 3;
/** ms after a command in which it is heard, with some of a buffer's. */
const HEARD = 60;

if (rigMissing) throw new Error(`no ${rigMissing} on this machine`);
// What else the machine is busy with is not to make the recorder late.
prefer();
// A host that takes the processor away is nobody's gap: the card's clock stands with who plays.
const rig = await Rig.start(undefined, { pinned: true });

/** ms until each stop of another one is silent. */
async function stops(peer: PeerName): Promise<number> {
  const { child, report: ended } = rig.stage('../../bench/sound-peer', { peer, task: 'stop', seconds: 1 });
  // Some of them can be neither closed nor left: their report is their end.
  const told = (await Promise.race([ended, once(child, 'message').then(([value]) => value as unknown)])) as {
    at: number[];
  };
  child.kill('SIGKILL');
  await ended.catch(() => undefined);
  const recorded = rig.recording.since(0);
  return median(
    told.at.map((at) => {
      // Each sounds for two seconds at most, and 1.8 s pass until the next.
      let last = rig.recording.sampleAt(at + 1_750);
      while (recorded[last] === 0 || last >= recorded.length) last--;
      return Math.max(0, rig.recording.arrivalOf(last) - at);
    }),
  );
}

/** ms until the sound of a glide goes on at twice the speed. */
async function speed(): Promise<number> {
  const start = rig.recording.length;
  const { moments } = await rig.play<{ moments: { at: number }[] }>('tune', { speed: 1, after: 2, latency: 0.03 });
  const samples = rig.recording.since(start);
  const first = samples.findIndex((sample) => sample !== 0);
  const changed = rig.recording.sampleAt(moments[0]!.at) - start;
  // Where the line of the new speed meets that of the old one, the change was heard.
  const { moment, at } = momentAfter(samples, changed + 0.6 * RIG_RATE);
  return (2 * at - first - moment * RIG_RATE - changed) / (RIG_RATE / 1_000);
}

const taken: Record<string, number[]> = {};
const clicked = { obeying: 0, dry: 0 };
try {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const settings = { seed, rounds: ROUNDS, segments: 20, seconds: 3 };
    const start = rig.recording.length;
    const { done } = await rig.play<{ done: Command[] }>('commands', settings);
    const { script } = supplyOf({ ...settings, smooth: true });
    for (const [what, times] of Object.entries(heardAfter(rig.recording, start, script, done))) {
      (taken[what] ??= []).push(...times);
    }
    for (const place of clickPlaces(rig.recording.since(start))) {
      const at = rig.recording.arrivalOf(start + place);
      const obeying = done.some((command) => at >= command.at && at < command.at + HEARD);
      clicked[obeying ? 'obeying' : 'dry'] += 1;
    }
  }
  const failed = () => null;
  const built = await buildPeers();
  const others = [];
  for (const name of ['pacat', 'naudiodon', 'speaker'] as const) {
    const there = name === 'pacat' || built.includes(name);
    const value = there ? await stops(name).catch(failed) : null;
    const why = there ? 'failed' : 'does not compile here';
    others.push({ name: name === 'pacat' ? 'pacat, killed' : name, value, why });
  }
  for (const [what, times] of Object.entries(taken)) {
    const figure = { what: `${what} until heard`, unit: 'ms', lectern: median(times) };
    if (what === 'stop') reportBeside(figure, others);
    else report(figure);
  }
  const changes: number[] = [];
  for (let i = 0; i < CHANGES; i++) changes.push(await speed());
  report({ what: 'speed until heard', unit: 'ms', lectern: median(changes) });
  report({ what: 'clicks at all of these', unit: '', lectern: clicked.obeying, target: { of: 'lectern', most: 0 } });
  report({ what: 'clicks elsewhere: the device ran dry', unit: '', lectern: clicked.dry });
} finally {
  await rig.stop();
}
