/** Plays on whatever happens to the device, from the sample after the last one heard, until told to stop. */
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { noise } from '../../tools/noise.ts';
import { builtBinding, now, PATIENT, report, settings, sleep } from './stage.ts';

const { seconds = 60, seed = 1, exits = 0 } = settings;
const sound = noise(seed, seconds * 24_000);
const open = portAudioDevice({ binding: builtBinding, latency: settings.latency ?? PATIENT });
let over = false;
process.on('message', () => {
  if (exits) process.exit(0);
  over = true;
});
let at = 0;
let longest = 0;
let last = now();
const watch = setInterval(() => {
  longest = Math.max(longest, now() - last);
  last = now();
}, 5);
while (!over) {
  const device = await open({ rate: 24_000, channels: 1 }).catch(() => null);
  if (!device) {
    await sleep(50);
    continue;
  }
  process.send!({ opened: now() });
  const start = at;
  try {
    while (!over) {
      const from = start + device.written;
      await device.write(sound.subarray(from, from + 2_400));
    }
    device.flush();
    await sleep(200);
  } catch {
    // Gone; what it has not played is to be heard from the next.
  }
  at = start + device.played;
  device.close();
}
clearInterval(watch);
report({ at, longest });
