import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../model/problem.ts';
import { fileProblem, sweepTemporaries } from '../store/files.ts';

/**
 * Makes sure that a file may be put at `target` before any money is spent on it, and clears its folder of what
 * exports that were killed left there. `now` in ms since 1970. Throws the Problem `destination-unwritable`.
 */
export async function prepareDestination(target: string, now: number): Promise<void> {
  const folder = dirname(target);
  try {
    await access(folder, constants.W_OK);
  } catch (thrown) {
    throw fileProblem(thrown, target);
  }
  const found = await stat(target).catch(() => null);
  if (found && !found.isFile()) {
    throw new Problem('destination-unwritable', 'the target is no file', { details: { path: target } });
  }
  // Housekeeping: a folder that may be written but not listed is no reason to refuse.
  await sweepTemporaries(folder, now).catch(() => 0);
}
