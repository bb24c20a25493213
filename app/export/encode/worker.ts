import { type FileHandle, open } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { createEncoder, type Encoder } from './encoder.ts';
import type { Call, Failure } from './in-worker.ts';

/** Encodes one file, off the thread that has a window or a network to look after. */
const port = parentPort!;
/** ms between two signs of life. */
const EVERY = 1_000;
let file: FileHandle;
let encoder: Encoder;

/** One at a time, in the order in which they came. */
let last = Promise.resolve();
port.on('message', (call: Call) => {
  last = last.then(async () => {
    const failure = await carriedOut(call);
    port.postMessage(failure);
  });
});

let told = 0;
function working(): void {
  if (performance.now() - told < EVERY) return;
  told = performance.now();
  port.postMessage('working');
}

async function carriedOut(call: Call): Promise<Failure | null> {
  try {
    if ('order' in call) {
      file = await open(call.path, 'r+');
      encoder = await createEncoder(call.order, file, working);
    } else if ('samples' in call) {
      await encoder.write(call.samples);
    } else {
      await encoder.finish(call.starts);
      await file.close();
    }
    return null;
  } catch (thrown) {
    // What a file system says besides the message would not survive the way over.
    const { message, code, syscall } = thrown as NodeJS.ErrnoException;
    return { message, code, syscall };
  }
}
