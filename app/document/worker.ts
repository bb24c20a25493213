import { parentPort, workerData } from 'node:worker_threads';
import { readDocument } from './read.ts';
import { type Order, refusal, type Reply } from './reply.ts';

const { path, name, limits } = workerData as Order;
const reply: Reply = await readDocument(path, name, limits).then((document) => ({ document }), refusal);
parentPort?.postMessage(reply);
