/**
 * How fast a stream of speech is read, beside the `together-ai` SDK, over loopback: bytes a second of CPU, memory over
 * a long stream, and how long the first sound takes through the client. Prints one line of JSON each; run it with
 * `node tests/bench/sse.ts [MB]` (64 by default; 1000 for the long stream).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import Together from 'together-ai';
import { createTogether } from '../../app/together/client.ts';

const MB = 1e6;
const ROUNDS = 5;
const STARTS = 200;
const long = Number(process.argv[2] ?? 64) * MB;

const child = fork(new URL('sse-server.ts', import.meta.url), { stdio: 'inherit' });
const [{ port }] = (await once(child, 'message')) as [{ port: number }];
const baseUrl = `http://127.0.0.1:${port}/v1`;
const ours = createTogether({ baseUrl, key: async () => 'none' });
const sdk = new Together({ apiKey: 'none', baseURL: baseUrl, maxRetries: 0 });
const never = new AbortController().signal;
const request = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en' };

/** Bytes of sound heard. */
async function byLectern(bytes: number, each?: () => void): Promise<number> {
  let heard = 0;
  for await (const part of ours.stream({ ...request, input: `bytes ${bytes}` }, never)) {
    if ('samples' in part) heard += part.samples.byteLength;
    each?.();
  }
  return heard;
}

async function bySdk(bytes: number): Promise<number> {
  let heard = 0;
  const stream = await sdk.audio.speech.create({ ...request, input: `bytes ${bytes}`, stream: true });
  for await (const event of stream as unknown as AsyncIterable<{ delta: string }>) {
    heard += Buffer.from(event.delta, 'base64').length;
  }
  return heard;
}

/** MB of sound a second of CPU, this process only. */
async function rate(read: (bytes: number) => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const heard = await read(64 * MB);
  const { user, system } = process.cpuUsage(before);
  return heard / (user + system);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function throughput(): Promise<void> {
  await rate(byLectern);
  await rate(bySdk);
  const rounds: { lectern: number; sdk: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ lectern: await rate(byLectern), sdk: await rate(bySdk) });
  const lectern = median(rounds.map((round) => round.lectern));
  const other = median(rounds.map((round) => round.sdk));
  const ratio = median(rounds.map((round) => round.lectern / round.sdk));
  print('throughput', { lecternMBperCpuSecond: lectern, sdkMBperCpuSecond: other, ratio });
}

async function memory(): Promise<void> {
  const held: number[] = [];
  let parts = 0;
  const heard = await byLectern(long, () => {
    if (parts++ % 500 === 0) held.push(process.memoryUsage().rss / MB);
  });
  const half = held.length >> 1;
  const peak = (values: number[]) => Math.max(...values);
  print('memory', {
    heardMB: heard / MB,
    peakRssFirstHalfMB: peak(held.slice(0, half)),
    peakRssSecondHalfMB: peak(held.slice(half)),
  });
}

/** ms from the sending of the first sound to its Pcm; the way over loopback and two schedulers is part of it. */
async function latency(): Promise<void> {
  const delays: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const sent = once(child, 'message') as Promise<[{ sent: string }]>;
    let heard = 0n;
    for await (const _ of ours.stream({ ...request, input: 'late' }, never)) heard ||= process.hrtime.bigint();
    delays.push(Number(heard - BigInt((await sent)[0].sent)) / 1e6);
  }
  const sorted = delays.toSorted((a, b) => a - b);
  print('first sound, ms', { median: median(delays), p95: sorted[Math.floor(STARTS * 0.95)]! });
}

const print = (what: string, figures: Record<string, number>) =>
  console.log(
    JSON.stringify({
      what,
      ...Object.fromEntries(Object.entries(figures).map(([k, n]) => [k, Number(n.toPrecision(4))])),
    }),
  );

await throughput();
await latency();
await memory();
await ours.close();
child.disconnect();
