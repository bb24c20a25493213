import { setImmediate as breath } from 'node:timers/promises';

/** How long work may keep the app from everything else, in ms: less than a frame. */
const SLICE = 8;

/** Runs work to its end, with a breath after each slice. */
export async function inSlices(work: Iterable<unknown>): Promise<void> {
  let since = performance.now();
  for (const _ of work) {
    if (performance.now() - since < SLICE) continue;
    await breath();
    since = performance.now();
  }
}
