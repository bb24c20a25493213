import { setTimeout as sleep } from 'node:timers/promises';
import { Rig } from './rig.ts';

const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);

/** How much is tried: little in `npm test`, as much as the environment says in a long run. */
export const extent = {
  seeds: Array.from({ length: number('LECTERN_SEEDS', 1) }, (_, i) => number('LECTERN_SEED', 1) + i),
  /** Rigs side by side; each takes a twentieth of a core. */
  rigs: number('LECTERN_RIGS', 4),
  minutes: number('LECTERN_MINUTES', 0.4),
};

/** What a scene sent home, and what was heard of it. */
export interface Heard<Report> {
  seed: number;
  report: Report;
  samples: Int16Array;
  /** ms in which the machine had no processor for it. */
  stood: number;
}

/**
 * Plays a scene once for each seed, on several rigs at a time, and answers when all is over: to compare recordings
 * meanwhile would keep the recorders from listening.
 */
export async function playSeeds<Report>(
  scene: string,
  settingsOf: (seed: number) => object,
  limit: number,
): Promise<Heard<Report>[]> {
  const seeds = [...extent.seeds];
  const heard: Heard<Report>[] = [];
  // All are ready before the first is heard: to start one keeps the others' recorders waiting.
  const rigs: Rig[] = [];
  try {
    while (rigs.length < Math.min(extent.rigs, seeds.length)) rigs.push(await Rig.start(undefined, { pinned: true }));
    const work = rigs.map(async (rig, place) => {
      // A process that starts needs a whole core for a moment.
      await sleep(2_000 * place);
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const { length: start } = rig.recording;
        const before = rig.stood;
        const report = await rig.play<Report>(scene, settingsOf(seed), limit);
        heard.push({ seed, report, samples: rig.recording.since(start), stood: rig.stood - before });
      }
    });
    await Promise.all(work);
  } finally {
    await Promise.all(rigs.map((rig) => rig.stop()));
  }
  return heard.sort((one, other) => one.seed - other.seed);
}
