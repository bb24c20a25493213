import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

/** The offline speech services that this process has started and that run now, by their ids. */
export function services(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => {
      try {
        const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'latin1'))?.[1];
        return (
          Number(parent) === process.pid && readFileSync(`/proc/${id}/cmdline`, 'latin1').includes('local/main.ts')
        );
      } catch {
        return false;
      }
    });
}

/** Ends one that runs, at once and without a warning, or lets it hang; answers whether there was one. */
export function harmService(how: 'SIGKILL' | 'SIGSTOP'): boolean {
  const [id] = services();
  if (id !== undefined) process.kill(id, how);
  return id !== undefined;
}

/**
 * Ends threads that this process begins so many ms after they began, as `lives` gives them, one after the other; with
 * nothing more in it the rest live. What is told is the number of those that were ended; the last answer of one may
 * have been on its way.
 */
export function mortalThreads(lives: number[]): { readonly ended: number; spare(): void } {
  const listener = (thread: Worker) => void begun(thread);
  const told = { ended: 0, spare: () => void process.off('worker', listener) };
  const begun = async (thread: Worker) => {
    const life = lives.shift();
    if (life === undefined) return;
    let over = false;
    thread.once('exit', () => (over = true));
    await sleep(life);
    if (over) return;
    told.ended++;
    await thread.terminate();
  };
  process.on('worker', listener);
  onTestFinished(told.spare);
  return told;
}
