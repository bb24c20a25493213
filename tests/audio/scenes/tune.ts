/** A glide, whose pitch tells which moment of it sounds, heard at a changing speed, sought in, and made quieter. */
import type { Narrator } from '../../../app/synthesis/session.ts';
import { createPlayer } from '../../../app/player/player.ts';
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { GLIDE_RATE, glide } from '../../tools/glide.ts';
import { segmentOf } from '../../tools/narration.ts';
import { builtBinding, countedStreams, now, report, settings, sleep } from './stage.ts';

const { seconds = 12, speed = 1, after = 2, seeks = 0, volume = 1, latency = 0.03 } = settings;
const sound = glide(seconds);
const take = { key: '', path: '', rate: GLIDE_RATE, frames: sound.length };
const narrator: Narrator = {
  async *speak() {
    yield { rate: GLIDE_RATE, channels: 1, samples: sound };
  },
  make: async () => ({ take, cached: true }),
  find: () => take,
  words: () => [],
};
const counts = countedStreams();
const openDevice = portAudioDevice({ binding: builtBinding, latency });
const player = createPlayer({ narrator, openDevice });
player.tune({ speed });
const sounding = Promise.withResolvers<void>();
player.onChange(({ phase }) => phase === 'playing' && sounding.resolve());
player.play({ project: 'p', segments: [segmentOf(0)] });
await sounding.promise;
await sleep(1_500);
const moments: { at: number; second: number }[] = [];
if (seeks === 0) {
  moments.push({ at: now(), second: NaN });
  player.tune({ speed: after, volume });
  await sleep(1_500);
}
for (let seek = 0; seek < seeks; seek++) {
  const second = ((seek * 7) % 10) + 0.5;
  moments.push({ at: now(), second });
  player.seek(second);
  await sleep(600);
}
await player.close();
report({ moments, xruns: counts().reduce((sum, { xruns }) => sum + xruns, 0) });
