/** Leaves streams behind in every way there is: to the collector, to a thread that ends, to the end of the process. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { noise } from '../../tools/noise.ts';
import { builtBinding, portAudio, sleep } from './stage.ts';

const open = () => {
  const stream = portAudio.openOutput({ rate: 24_000 });
  stream.write(noise(7, 40_000));
  return stream;
};
for (let i = 0; i < 3; i++) open();
for (let i = 0; i < 10; i++) {
  globalThis.gc!();
  await sleep(20);
}
const thread = new Worker(
  `const { Stream } = require(${JSON.stringify(fileURLToPath(builtBinding))});
   globalThis.stream = new Stream({ rate: 24000 });
   stream.write(new Int16Array(24000).fill(1));
   require('node:worker_threads').parentPort.postMessage(stream.stats());
   setInterval(() => {}, 1000);`,
  { eval: true },
);
const stats = await new Promise((resolve) => thread.once('message', resolve));
await sleep(100);
await thread.terminate();

Object.assign(globalThis, { kept: [open(), open()] });
await sleep(100);
process.send!({ stats }, () => process.exit(0));
