/**
 * From "play" to the first sample that leaves the device, in ms, with a service that answers at once; on a recorded
 * device, beside everything that people play such a service with.
 */
import { prefer } from '../tools/prefer.ts';
import { Rig, rigMissing } from '../tools/rig.ts';
import { median, noFigure, report, reportBeside } from './figure.ts';
import { type ListenerName, peersHere, Playing } from './playing.ts';

const ROUNDS = 8;
/** ms: how often the rig's device asks for sound. */
const PERIOD = 10;
/** Half a second each, so that those who wait for a full buffer begin. All that is to be said is there at once. */
const SERVICE = { seed: 1, segments: ROUNDS + 1, seconds: 0.5, pace: 1e6, jitter: 0 };

if (rigMissing) throw new Error(`no ${rigMissing} on this machine`);
// What else the machine is busy with is not to make the recorder late.
prefer();
const rig = await Rig.start();

/** Median over the rounds, and the slowest of them. The first round opens the connection, and is left out. */
async function first(name: ListenerName): Promise<{ middle: number; slowest: number }> {
  const playing = await Playing.open(rig, SERVICE);
  try {
    const { report: told } = await playing.by<{ at: number[] }>(name, 'first');
    const recorded = rig.recording.since(0);
    const taken = told!.at.slice(1).map((at) => {
      let sample = Math.max(playing.start, rig.recording.sampleAt(at));
      while (sample < recorded.length && recorded[sample] === 0) sample++;
      return rig.recording.arrivalOf(sample) - at;
    });
    return { middle: median(taken), slowest: Math.max(...taken) };
  } finally {
    await playing.close();
  }
}

try {
  const peers = [];
  for (const { name, why } of await peersHere()) {
    const figures = why === null ? await first(name).catch(noFigure) : null;
    peers.push({ name, value: figures?.middle ?? null, why: why ?? 'failed' });
  }
  for (const name of ['Lectern, socket', 'Lectern, events'] as const) {
    const { middle, slowest } = await first(name);
    const way = name.split(', ')[1]!;
    reportBeside({ what: `play to first sample, ${way}`, unit: 'ms', lectern: middle }, peers);
    const best = Math.min(...peers.flatMap(({ value }) => value ?? []));
    const behind = { what: `behind the best of them, ${way}`, unit: 'ms', lectern: Math.max(0, middle - best) };
    report({ ...behind, target: { of: 'lectern', most: PERIOD } });
    report({ what: `slowest of ${ROUNDS}, ${way}`, unit: 'ms', lectern: slowest });
  }
} finally {
  await rig.stop();
}
