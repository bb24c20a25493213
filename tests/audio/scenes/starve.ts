/** Is left without sound for half a second in the middle. */
import { noise } from '../../tools/noise.ts';
import { openDevice, report, sleep } from './stage.ts';

const { device, stream } = await openDevice();
const sound = noise(5, 36_000);
await device.write(sound.subarray(0, 18_000));
await device.drain();
await sleep(500);
await device.write(sound.subarray(18_000));
await device.drain();
const stats = stream.stats();
device.close();
report({ stats });
