/** Plays, pauses in the middle, and goes on. */
import { noise } from '../../tools/noise.ts';
import { openDevice, report, sleep } from './stage.ts';

const { device, stream } = await openDevice();
await sleep(200);
await device.write(noise(2, 36_000));
await sleep(500);
device.pause();
await sleep(200);
const paused = device.played;
await sleep(300);
const later = device.played;
device.resume();
await device.drain();
const stats = stream.stats();
device.close();
report({ paused, later, stats });
