import { spawnSync } from 'node:child_process';

/**
 * Lets a process go before all else that the machine is busy with, with all its threads; those to come inherit it. To
 * be nice would be too little: that counts within a session only (see app/native/urgency.h). Only an administrator may;
 * for others nothing changes.
 * @param rank Of SCHED_RR, 1 to 99; the audio threads of the app have 5.
 */
export function prefer(pid = process.pid, rank = 1): void {
  spawnSync('chrt', ['--all-tasks', '--rr', '--pid', String(rank), String(pid)]);
}
