/** Somebody who has books written into files, and made ahead; every one of them comes to an end. */
import { rm, stat } from 'node:fs/promises';
import type { ExportState } from '../../app/model/export.ts';
import { got, pause, type Person, pick, type World } from './world.ts';

const FORMATS = ['wav', 'mp3', 'opus', 'flac', 'm4b'] as const;
/** Jobs that may stand at a time: an export of the book takes its time while the service is ill. */
const MOST = 3;
/** Seconds without any progress once the service is well; the offline one takes twenty to start on a busy machine. */
const PATIENCE = 60;

/** Who is not `patient` cancels at the end what has not come to one. */
export function createExporter(world: World, projects: readonly string[], patient: boolean): Person {
  const { ledger } = world;
  /** When each was ordered that is not over yet. */
  const jobs = new Map<string, number>();
  const order = async () => {
    const project = pick(world, projects);
    const job =
      world.chance() < 0.4
        ? await got(world, (api) => api.export.make({ project }))
        : await got(world, (api) => api.export.start({ project, format: pick(world, FORMATS), loudness: 'as-is' }));
    if (job) jobs.set(job.job, performance.now());
  };
  const judge = async (state: ExportState) => {
    if (state.phase === 'cancelled') return void jobs.delete(state.job);
    if (state.phase === 'failed') return void (await got(world, (api) => api.export.resume({ job: state.job })));
    if (state.phase !== 'done') return;
    jobs.delete(state.job);
    ledger.count(state.format === null ? 'made ahead' : 'exports');
    for (const path of state.summary.files) {
      const size = await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
      if (size < 1_000) ledger.break('nothing is lost', `an export of ${size} bytes`);
      await rm(path, { force: true });
    }
  };
  const look = async () => {
    const list = await got(world, (api) => api.export.list());
    for (const state of list ?? []) if (jobs.has(state.job)) await judge(state);
    return list;
  };
  return {
    async work() {
      while (!world.over.aborted) {
        if (jobs.size < MOST) await order();
        await pause(world, 2, 6);
        const list = (await look()) ?? [];
        const [first] = list.filter(({ job, phase }) => jobs.has(job) && phase === 'working');
        const whim = world.chance();
        if (first && whim < 0.1) {
          // What is being bought for it is given up.
          const end = ledger.begin('command');
          await got(world, (api) => api.export.cancel({ job: first.job }));
          end();
        } else if (first && whim < 0.25) {
          await got(world, (api) => api.export.pause({ job: first.job }));
          await pause(world, 0.5, 2);
          await got(world, (api) => api.export.resume({ job: first.job }));
        }
      }
    },
    async check() {
      // What was done before the app was killed is no job any more; all else still is, and goes on.
      const list = await got(world, (api) => api.export.list());
      const known = new Set(list?.map(({ job }) => job));
      for (const job of jobs.keys()) if (list && !known.has(job)) jobs.delete(job);
    },
    async finish() {
      if (!patient) {
        const end = ledger.begin('command');
        // Those, too, of which the app was killed before it could tell.
        const left = (await got(world, (api) => api.export.list())) ?? [];
        for (const { job } of left) await got(world, (api) => api.export.cancel({ job }));
        end();
        return;
      }
      let [stood, since] = ['', performance.now()];
      while (jobs.size > 0 && performance.now() - since < PATIENCE * 1_000) {
        const list = (await look()) ?? [];
        const stands = JSON.stringify(list.map((state) => [state.phase, 'done' in state && state.done]));
        if (stands !== stood) [stood, since] = [stands, performance.now()];
        const stuck = list.filter(({ phase }) => phase === 'paused' || phase === 'waiting');
        // Whoever lost the network waits for minutes; a person need not.
        for (const { job } of stuck) await got(world, (api) => api.export.resume({ job }));
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      if (jobs.size > 0) {
        const list = await got(world, (api) => api.export.list());
        const awake = JSON.stringify((await world.app().gauge()).awake);
        ledger.break('nothing is lost', `exports that do not end: ${JSON.stringify(list)}; awake are ${awake}`);
      }
    },
  };
}
