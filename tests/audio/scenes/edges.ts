/** Begins, stops, begins and pauses, each on a stream that runs, and tells when it asked for that. */
import { hum, randomOf } from '../../tools/noise.ts';
import { now, openDevice, report, settings, sleep } from './stage.ts';

const { seed = 1, pauses = 0 } = settings;
const random = randomOf(seed);
const { device, stream } = await openDevice();
await sleep(300 + 100 * random());
const written = now();
await device.write(hum(seed, 36_000));
await sleep(400 + 100 * random());
const ended = now();
if (pauses) device.pause();
else device.flush();
await sleep(300);
const stats = stream.stats();
device.close();
report({ written, ended, stats });
