/** Plays noise with pauses, as the app would, and tells how patient the device has been at most, in seconds. */
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { concat } from '../../../app/pcm/frames.ts';
import { noise } from '../../tools/noise.ts';
import { builtBinding, countedStreams, report, settings } from './stage.ts';

const { seconds = 8, seed = 1 } = settings;
const counts = countedStreams();
const open = portAudioDevice({ binding: builtBinding });
const device = await open({ rate: 24_000, channels: 1 });
process.send!({ sounding: true });
let patient = 0;
const sound = noise(seed, seconds * 24_000);
for (let at = 0; at < sound.length; at += 24_000) {
  await device.write(concat([sound.subarray(at, at + 24_000), new Int16Array(4_800)]));
  // Looks as often as a player does.
  while (device.written - device.played > 24_000) await new Promise((look) => setTimeout(look, 50));
  patient = Math.max(patient, ...counts().map(({ buffer }) => buffer));
}
await device.drain();
const [stats] = counts();
device.close();
report({ stats, patient });
