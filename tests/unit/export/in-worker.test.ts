import { expect, test } from 'vitest';
import type { EncoderOrder } from '../../../app/export/encode/encoder.ts';
import { EncoderLost, encoderInWorker } from '../../../app/export/encode/in-worker.ts';

/** A thread that answers what it is ordered, and does `then` with what follows. */
const thread = (then: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', (call) => { if ('order' in call) parentPort.postMessage(null); else { ${then} } });`)}`,
  );

const finished = async (then: string, patience?: number) => {
  const encoder = await encoderInWorker(thread(then), {} as EncoderOrder, 'nowhere', patience);
  try {
    await encoder.write(new Int16Array(10));
    await encoder.finish([]);
  } finally {
    await encoder.abandon();
  }
};

test.each([
  ['never answers', 'for (;;);', 'says nothing any more'],
  ['ends', 'process.exit(3);', 'ended early'],
  ['throws', 'throw new Error("out of luck");', 'out of luck'],
])('an encoder whose thread %s is lost', async (_, then, message) => {
  const lost = finished(then, message === 'says nothing any more' ? 400 : undefined);
  await expect(lost).rejects.toThrow(EncoderLost);
  await expect(lost).rejects.toThrow(message);
});

test('an encoder that takes its time, and says that it works, is waited for', async () => {
  await finished(
    `const working = setInterval(() => parentPort.postMessage('working'), 100);
     setTimeout(() => (clearInterval(working), parentPort.postMessage(null)), 900)`,
    400,
  );
});

test('an encoder that fails for a reason that it tells is not lost', async () => {
  const failed = finished(`parentPort.postMessage({ message: 'no room', code: 'ENOSPC', syscall: 'write' })`);
  await expect(failed).rejects.toMatchObject({ message: 'no room', code: 'ENOSPC' });
  await expect(failed).rejects.not.toBeInstanceOf(EncoderLost);
});
