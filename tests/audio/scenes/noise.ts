/** Plays noise that comes in chunks of uneven size at uneven times, as from a network. */
import { noise } from '../../tools/noise.ts';
import { now, openDevice, report, settings, sleep } from './stage.ts';

const { seconds = 60, seed = 1, blocked = 0 } = settings;
const { device, stream } = await openDevice();
const sound = noise(seed, seconds * 24_000);
await sleep(300);

// Whoever draws a window or opens a document keeps this thread busy at times.
const blocking = setInterval(() => {
  for (const start = now(); now() - start < blocked;);
}, 2_000);

const cpu = process.cpuUsage();
const start = now();
let random = seed;
for (let at = 0; at < sound.length;) {
  random = (random * 48_271) % 2_147_483_647;
  const size = 1 + (random % 9_600);
  await device.write(sound.subarray(at, at + size));
  at += size;
  // Once there is a second in hand, so that unevenness alone never makes it run dry.
  if (at > 24_000 && random % 7 === 0) await sleep(random % 200);
}
await device.drain();
clearInterval(blocking);
const { user, system } = process.cpuUsage(cpu);
const stats = stream.stats();
device.close();
report({ start, cpu: (user + system) / 1e6, seconds, stats });
