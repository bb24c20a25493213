/** The whole player on a narration that comes as services send it: with delays, or with gaps that make it run dry. */
import { createPlayer } from '../../../app/player/player.ts';
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { deliveredNarrator, stallingNarrator, supplyOf } from '../../tools/supply.ts';
import { builtBinding, countedStreams, now, PATIENT, report, settings, sleep } from './stage.ts';

const { segments = 20, seconds = 0.6, seed = 1, smooth = 0, jitter = 0, pace = 2, stallEvery = 0 } = settings;
const supply = supplyOf({ seed, segments, seconds, smooth: smooth === 1 });
const counts = countedStreams();
/** Waits until the last sound has been heard, and then for 0.1 to 5 s; mostly short, as gaps of a network are. */
const stall = async (random: number) => {
  for (;;) {
    const { queued, quiet, latency } = counts().at(-1)!;
    if (queued === 0 && quiet > latency * 24_000) break;
    await sleep(5);
  }
  await sleep(100 + 4_900 * random ** 3);
  stalls++;
};
let stalls = 0;
const player = createPlayer({
  narrator: stallEvery
    ? stallingNarrator(supply, { seed, every: stallEvery, stall })
    : deliveredNarrator(supply, { seed, pace, jitter }),
  // Its own is the one that Lectern begins with: quick, and patient once it sounds.
  openDevice: portAudioDevice({
    binding: builtBinding,
    ...(settings.own !== 1 && { latency: settings.latency ?? PATIENT }),
  }),
});
const phases: string[] = [];
const spoken: string[] = [];
let positions = 0;
let problem: string | null = null;
const cpu = process.cpuUsage();
const start = now();
await new Promise<void>((done) => {
  player.onChange((state) => {
    if (phases.at(-1) !== state.phase) phases.push(state.phase);
    if (state.phase === 'playing' && positions === 0) process.send!({ sounding: true });
    if (state.phase === 'playing') {
      positions++;
      if (spoken.at(-1) !== state.spot.segment) spoken.push(state.spot.segment);
    }
    if (state.phase === 'failed') problem = state.problem.message;
    if (state.phase === 'idle' || state.phase === 'failed') done();
  });
  player.play({ project: 'p', segments: supply.segments });
});
const { user, system } = process.cpuUsage(cpu);
const played = (now() - start) / 1000;
const stats = counts();
await player.close();
report({ phases, problem, spoken, positions, seconds: played, start, cpu: (user + system) / 1e6, stalls, stats });
