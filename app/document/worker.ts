import { parentPort, workerData } from 'node:worker_threads';
import { readDocument } from './read.ts';
import { type Order, refusal, type Reply } from './reply.ts';

/** A smaller step is not worth a message. */
const step = 0.01;

const order = workerData as Order;
const say = (reply: Reply) => parentPort?.postMessage(reply);
let said = 0;
const report = (share: number) => {
  if (share < said + step) return;
  said = Math.min(share, 1);
  say({ share: said });
};
say(await reply().catch(refusal));

async function reply(): Promise<Reply> {
  const { source, range } = order;
  if (!range || !('path' in source)) return { document: await readDocument(order, report) };
  const { readRange } = await import('./pdf/read.ts');
  return { stretch: await readRange({ ...order, source }, range, report) };
}
