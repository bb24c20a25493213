/** Is stopped with much still queued, and plays something else a little later. */
import { noise } from '../../tools/noise.ts';
import { now, openDevice, report, sleep } from './stage.ts';

const { device, stream } = await openDevice({ latency: 0.03 });
await sleep(200);
await device.write(noise(3, 44_000));
await sleep(500);
const stopped = now();
device.flush();
await sleep(300);
const written = now();
await device.write(noise(4, 12_000));
await device.drain();
const stats = stream.stats();
device.close();
report({ stopped, written, stats });
