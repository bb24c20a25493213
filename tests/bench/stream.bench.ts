/** How fast a stream of speech is read over loopback, beside the `together-ai` SDK: MB of sound a second of CPU. */
import Together from 'together-ai';
import { median, report } from './figure.ts';
import { REQUEST, startService } from './service.ts';

const MB = 1e6;
const SIZE = 64 * MB;
const ROUNDS = 5;

const service = await startService();
const sdk = new Together({ apiKey: 'none', baseURL: service.baseUrl, maxRetries: 0 });
const never = new AbortController().signal;
const request = { ...REQUEST, input: `bytes ${SIZE}` };

/** Bytes of sound that were heard. */
async function byLectern(): Promise<number> {
  let heard = 0;
  for await (const part of service.client.stream(request, never)) {
    if ('samples' in part) heard += part.samples.byteLength;
  }
  return heard;
}

async function bySdk(): Promise<number> {
  let heard = 0;
  const stream = await sdk.audio.speech.create({ ...request, stream: true });
  for await (const event of stream as unknown as AsyncIterable<{ delta: string }>) {
    heard += Buffer.from(event.delta, 'base64').length;
  }
  return heard;
}

/** Of this process only. */
async function rate(read: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const heard = await read();
  const { user, system } = process.cpuUsage(before);
  return heard / (user + system);
}

const rounds: { lectern: number; sdk: number }[] = [];
// The first round is for the compiler.
for (let i = 0; i <= ROUNDS; i++) rounds.push({ lectern: await rate(byLectern), sdk: await rate(bySdk) });
rounds.shift();
report({
  what: 'events read',
  unit: 'MB/CPU s',
  lectern: median(rounds.map(({ lectern }) => lectern)),
  peer: { name: 'together-ai', value: median(rounds.map(({ sdk }) => sdk)) },
  target: { of: 'ratio', least: 2 },
});
await service.stop();
