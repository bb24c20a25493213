import { parentPort } from 'node:worker_threads';
import { readDocument } from '../../app/document/read.ts';
import { type Order, refusal } from '../../app/document/reply.ts';

/** Reads one document after the other, as the document worker reads one: what is loaded is loaded once. */
parentPort!.on('message', (order: Order) => {
  const reply = readDocument(order, () => {}).then((document) => ({ document }), refusal);
  void reply.then((said) => parentPort!.postMessage(said));
});
