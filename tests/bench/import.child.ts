/** Imports a document, in a process of its own so that its memory is its own: `import.child.ts <path> [cancel]`. */
import { openDocument } from '../../app/document/open.ts';

const worker = new URL('../../app/document/worker.ts', import.meta.url);
const [path = '', how = ''] = process.argv.slice(2);
const start = performance.now();
const stop = new AbortController();
let told = 0;
let asked = 0;
const report = (share: number) => {
  told++;
  if (how !== 'cancel' || share < 0.2 || asked > 0) return;
  asked = performance.now();
  stop.abort();
};
await openDocument(path, { worker, report, signal: stop.signal }).catch((thrown: unknown) => {
  if (!stop.signal.aborted) throw thrown;
});
const now = performance.now();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.send?.({
  seconds: (now - start) / 1_000,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  megabytes: (maxRSS * 1_024) / 1e6,
  told,
  /** From the wish until whoever wished it is free again, in ms; the threads behind it have ended with the process. */
  cancelled: asked > 0 ? now - asked : null,
});
process.disconnect?.();
