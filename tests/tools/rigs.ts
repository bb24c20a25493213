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
  const work = async () => {
    const rig = await Rig.start(undefined, { pinned: true });
    try {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const { length: start } = rig.recording;
        const stoodBefore = rig.stood;
        const report = await rig.play<Report>(scene, settingsOf(seed), limit);
        heard.push({ seed, report, samples: rig.recording.since(start), stood: rig.stood - stoodBefore });
      }
    } finally {
      await rig.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(extent.rigs, seeds.length) }, work));
  return heard.sort((one, other) => one.seed - other.seed);
}
