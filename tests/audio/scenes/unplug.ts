/** Plays on until its device is gone, and tells how it learned of that. */
import { noise } from '../../tools/noise.ts';
import { now, openDevice, report } from './stage.ts';

const { device } = await openDevice();
process.send!({ sounding: true });
const sound = noise(9, 12_000);
let problem: unknown;
while (!problem) await device.write(sound).catch((thrown: unknown) => (problem = thrown));
const seen = now();
device.close();
report({ code: (problem as { code: string }).code, message: (problem as Error).message, seen, closed: now() });
