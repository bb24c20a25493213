/** Begins on a stream that runs, then stops or pauses it, filled otherwise by then or not, and tells when it did. */
import { hum, randomOf } from '../../tools/noise.ts';
import { now, openDevice, report, settings, sleep } from './stage.ts';

const { seed = 1, pauses = 0, buffer = 0 } = settings;
const random = randomOf(seed);
const { device, stream } = await openDevice();
await sleep(300 + 100 * random());
const written = now();
await device.write(hum(seed, 36_000));
if (buffer > 0) stream.buffer(buffer);
await sleep(400 + 100 * random());
const ended = now();
if (pauses) device.pause();
else device.flush();
await sleep(300);
const stats = stream.stats();
device.close();
report({ written, ended, stats });
