/** A person at the player's buttons: plays, pauses, resumes, seeks and stops, many times over. */
import { createPlayer } from '../../../app/player/player.ts';
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { randomOf } from '../../tools/noise.ts';
import { deliveredNarrator, supplyOf } from '../../tools/supply.ts';
import { builtBinding, countedStreams, now, report, settings, sleep } from './stage.ts';

const { rounds = 10, seed = 1, segments = 20, seconds = 3, smooth = 1 } = settings;
const supply = supplyOf({ seed, segments, seconds, smooth: smooth === 1 });
const counts = countedStreams();
const player = createPlayer({
  // All there at once: the device and the player are what is measured.
  narrator: deliveredNarrator(supply, { seed, pace: 1e6, jitter: 0 }),
  openDevice: portAudioDevice({ binding: builtBinding, ...(settings.latency && { latency: settings.latency }) }),
});
const random = randomOf(seed);
const done: { what: string; at: number }[] = [];
const during = async (what: string, command: () => void, ms: number) => {
  done.push({ what, at: now() });
  command();
  await sleep(ms);
};
for (let round = 0; round < rounds; round++) {
  const from = Math.floor((segments - 4) * random());
  const play = () => player.play({ project: 'p', segments: supply.segments, from });
  // The first play opens the device; the following ones find it open and idle.
  await during(round === 0 ? 'open' : 'play', play, 600 + 300 * random());
  await during('pause', () => player.pause(), 300);
  await during('resume', () => player.resume(), 400 + 200 * random());
  await during('seek', () => player.seek(1 + (segments - 4) * seconds * random()), 500 + 200 * random());
  await during('stop', () => player.stop(), 400);
}
done.push({ what: 'end', at: now() });
const stats = counts();
await player.close();
report({ done, stats });
