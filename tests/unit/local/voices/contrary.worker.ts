import { parentPort, threadId, workerData } from 'node:worker_threads';

/** How often this was called, in all threads with the same counter. */
const entered = () => Atomics.add(workerData as Int32Array, 0, 1) + 1;

const hang = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);

/** Does as the text of a message says: answers with it, with its thread or its data, fails, ends, or never answers. */
parentPort!.on('message', ({ text }: { text: string }) => {
  switch (text) {
    case 'thread':
      return parentPort!.postMessage(threadId);
    case 'data':
      return parentPort!.postMessage(workerData);
    case 'throw':
      throw new Error('thrown in the worker');
    case 'throw later':
      parentPort!.postMessage(text);
      throw new Error('thrown after the answer');
    case 'exit':
      return process.exit(3);
    case 'exit once':
      return entered() === 1 ? process.exit(3) : parentPort!.postMessage(text);
    case 'hang once':
      return entered() === 1 ? hang() : parentPort!.postMessage(text);
    case 'hang':
      return hang();
    case 'print':
      process.stdout.write('printed in the worker\n');
      process.stderr.write('printed in the worker\n');
      return parentPort!.postMessage(text);
    case 'sound':
      return parentPort!.postMessage({ samples: Int16Array.of(1, 2, 3), words: [] });
    default:
      return parentPort!.postMessage(text);
  }
});
