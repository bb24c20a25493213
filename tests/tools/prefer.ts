import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Lets a process go before what else the machine is busy with, with all its threads; those to come inherit it. */
export function prefer(pid = process.pid, rank = -10): void {
  // A rank belongs to a thread, and some threads are older than this wish.
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      setPriority(Number(thread), rank);
    } catch {
      // Only an administrator may.
    }
  }
}
