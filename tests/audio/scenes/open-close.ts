/** Opens and closes the device many times over, and counts what is left behind. */
import { readdirSync } from 'node:fs';
import { noise } from '../../tools/noise.ts';
import { openDevice, report, settings, sleep } from './stage.ts';

const sound = noise(6, 4_800);
const rounds = async (count: number) => {
  for (let i = 0; i < count; i++) {
    const { device } = await openDevice();
    await device.write(sound);
    await sleep(5);
    device.close();
  }
  for (let i = 0; i < 5; i++) {
    globalThis.gc!();
    await sleep(20);
  }
  return {
    memory: process.memoryUsage.rss(),
    descriptors: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
  };
};
const { warm = 30, times = 100 } = settings;
const before = await rounds(warm);
const after = await rounds(times);
report({ before, after });
