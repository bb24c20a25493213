/** Plays a tone of 24 kHz on a device that has another rate, or takes this one and makes its own of it. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type DeviceEntry, type StreamOptions } from '../../../app/native/portaudio.ts';
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { toStereo } from '../../../app/pcm/convert.ts';
import { createResampler } from '../../../app/pcm/resample.ts';
import { builtBinding, countedStreams, PATIENT, report, settings } from './stage.ts';

const { seconds = 3, refuses = 0 } = settings;
const counts = countedStreams();
if (refuses) {
  const binding = createRequire(import.meta.url)(fileURLToPath(builtBinding)) as {
    open(options: StreamOptions): Promise<unknown>;
    devices(): Promise<DeviceEntry[]>;
  };
  const { open, devices } = binding;
  const refusal = Object.assign(new Error('24 kHz'), { code: 'shape-refused' });
  binding.open = (options) => (options.rate === 24_000 ? Promise.reject(refusal) : open(options));
  // A card that knows one rate says so; the server's plug-in says 44.1 kHz whatever it is.
  binding.devices = async () => (await devices()).map((device) => ({ ...device, rate: 48_000 }));
}
const device = await portAudioDevice({ binding: builtBinding, latency: PATIENT })({ rate: 24_000, channels: 1 });
const tone = Int16Array.from({ length: seconds * 24_000 }, (_, i) =>
  Math.round(29_000 * Math.sin((2 * Math.PI * 997 * i) / 24_000)),
);
const resampler = await createResampler(24_000, device.rate);
for (const samples of [resampler.push(tone), resampler.flush()]) {
  await device.write(device.channels === 2 ? toStereo(samples) : samples);
}
resampler.close();
await device.drain();
const { rate, channels, written } = device;
device.close();
report({ rate, channels, written, xruns: counts()[0]!.xruns });
