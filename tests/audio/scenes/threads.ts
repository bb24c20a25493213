/** Tells how the threads of a process that plays are scheduled. */
import { readdirSync, readFileSync } from 'node:fs';
import { openDevice, report } from './stage.ts';

/** By proc(5): fields 40 and 41, counted after the name, which may hold anything. */
const ranks = () =>
  readdirSync('/proc/self/task').map((thread) => {
    const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return { rank: Number(fields[37]), policy: Number(fields[38]) };
  });

const before = ranks();
const { device } = await openDevice();
const playing = ranks();
device.close();
report({ before, playing });
