/** Leaves streams behind in every way there is: to the collector, to a thread that ends, to the end of the process. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { noise } from '../../tools/noise.ts';
import { builtBinding, portAudio, sleep } from './stage.ts';

const open = async () => {
  const stream = await portAudio.openOutput({ rate: 24_000 });
  stream.write(noise(7, 40_000));
  return stream;
};
for (let i = 0; i < 3; i++) await open();
for (let i = 0; i < 10; i++) {
  globalThis.gc!();
  await sleep(20);
}
/** A thread with one stream that sounds and one whose opening is under way when it ends. */
const thread = async (last: string, after: number) => {
  const worker = new Worker(
    `const { open } = require(${JSON.stringify(fileURLToPath(builtBinding))});
     open({ rate: 24000 }).then((stream) => {
       globalThis.stream = stream;
       stream.write(new Int16Array(24000).fill(1));
       require('node:worker_threads').parentPort.postMessage(stream.stats());
       ${last};
     });
     setInterval(() => {}, 1000);`,
    { eval: true },
  );
  const stats = await new Promise((resolve) => worker.once('message', resolve));
  await sleep(after);
  await worker.terminate();
  return stats;
};
const stats = await thread('', 100);
await thread('open({ rate: 24000 })', 0);

Object.assign(globalThis, { kept: [await open(), await open()] });
await sleep(100);
void open();
void open().then((stream) => stream.buffer(0.05));
process.send!({ stats }, () => process.exit(0));
