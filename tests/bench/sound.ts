/**
 * Our sound beside others, on a recorded device, in one run: `node tests/bench/sound.ts [seconds of the CPU's task]
 * [which, with commas]`. Prints a table, and the two figures that matter: how much later than pacat's the first sample
 * comes, and how much more CPU it takes.
 */
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { compare } from '../tools/compare.ts';
import { median } from '../tools/moments.ts';
import { noise } from '../tools/noise.ts';
import { Rig } from '../tools/rig.ts';
import type { PeerName, Task } from './sound-peer.ts';
import { buildPeers } from './sound-peers.ts';

const seconds = Number(process.argv[2] ?? 60);
const built = await buildPeers();
const all: PeerName[] = ['player', 'binding', 'pacat', ...built, 'nothing'];
const peers = all.filter((peer) => process.argv[3]?.split(',').includes(peer) ?? true);
const rig = await Rig.start();

/** What was heard of a task, and when. */
async function done<Report>(peer: PeerName, task: Task) {
  const start = rig.recording.length;
  const settings = { peer, task, seconds };
  const { child, report: ended } = rig.stage('../../bench/sound-peer', settings, seconds * 2_000 + 60_000);
  // Some of them can be neither closed nor left: their report is their end.
  const report = await Promise.race([ended, once(child, 'message').then(([value]) => value as unknown)]);
  child.kill('SIGKILL');
  await ended.catch(() => undefined);
  const samples = rig.recording.since(start);
  return { report: report as Report, samples, start };
}

async function first(peer: PeerName) {
  const { report, start } = await done<{ at: number[] }>(peer, 'first');
  const recorded = rig.recording.since(0);
  return report.at.map((at) => {
    let sample = Math.max(start, rig.recording.sampleAt(at));
    while (sample < recorded.length && recorded[sample] === 0) sample++;
    return rig.recording.arrivalOf(sample) - at;
  });
}

async function starve(peer: PeerName) {
  const { samples } = await done(peer, 'starve');
  const expected = Int16Array.from([...noise(1, 12_000), ...noise(2, 12_000)]);
  const { dropped, repeated, garbage, lostAtStart, lostAtEnd } = compare(samples, expected);
  return { lost: (dropped + lostAtStart + lostAtEnd) / 24, wrong: (repeated + garbage) / 24 };
}

async function stop(peer: PeerName) {
  const { report } = await done<{ at: number[] }>(peer, 'stop');
  const recorded = rig.recording.since(0);
  return report.at.map((at) => {
    // Each sounds for two seconds at most, and 1.8 s pass until the next.
    let last = rig.recording.sampleAt(at + 1_750);
    while (recorded[last] === 0 || last >= recorded.length) last--;
    return Math.max(0, rig.recording.arrivalOf(last) - at);
  });
}

const rows: Record<string, Record<string, number | string>> = {};
try {
  for (const peer of peers) {
    const sounds = peer !== 'nothing';
    const row: Record<string, number | string> = (rows[peer] = {});
    const failed = (failure: unknown) => void console.error(peer, String(failure).split('\n')[0]);
    if (sounds) {
      const times = await first(peer).catch(failed);
      row['first sample, ms'] = times ? round(median(times)) : 'failed';
      const lost = await starve(peer).catch(failed);
      row['lost when starved, ms'] = lost ? round(lost.lost) : 'failed';
      row['wrong then, ms'] = lost ? round(lost.wrong) : 'failed';
      const stops = await stop(peer).catch(failed);
      row['stop until silent, ms'] = stops ? round(median(stops)) : 'failed';
    }
    const usage = await done<{ perMinute: number }>(peer, 'cpu').catch(failed);
    row['CPU, s a minute'] = usage ? Number(usage.report.perMinute.toFixed(2)) : 'failed';
    row['load'] = round(loadavg()[0]!);
  }
} finally {
  await rig.stop();
}
for (const name of ['naudiodon', 'speaker'] as const)
  if (!built.includes(name)) rows[name] = { load: 'does not compile' };
console.table(rows);
const difference = (column: string) => Number(rows['player']?.[column]) - Number(rows['pacat']?.[column]);
/** Beyond what it costs to have the sound at all. */
const cpu = (peer: PeerName) => Number(rows[peer]?.['CPU, s a minute']) - Number(rows['nothing']?.['CPU, s a minute']);
console.log(`the player's first sample comes ${round(difference('first sample, ms'))} ms after pacat's`);
console.log(`it takes ${(cpu('player') / cpu('pacat')).toFixed(2)} times pacat's CPU, the source of the sound aside`);

function round(value: number): number {
  return Number(value.toFixed(1));
}
