/**
 * A whole book with a service that takes 60 requests a minute at first and twice of what went well in the minute
 * before from then on, as Together's rate limits are documented; beside as many requests at a time as somebody fixed,
 * with Together's own SDK, which tries again by itself, and after that begins anew. A minute of the service lasts six
 * seconds, and all of its time is shorter by as much.
 */
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import TogetherSdk from 'together-ai';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { ahead } from '../../app/synthesis/ahead.ts';
import { createTogether } from '../../app/together/client.ts';
import { reportBeside } from './figure.ts';
import { REQUEST } from './service.ts';

const SEGMENTS = Number(process.env['LECTERN_SEGMENTS'] ?? 1_000);
/** By how much faster its time passes. */
const SCALE = 10;
const MINUTE = 60_000 / SCALE;
/** What it takes a minute, at least. */
const FLOOR = 60;
/** ms of ours that it takes to speak a segment. */
const SPEAKING = 1_000 / SCALE;
/** Seconds of its own for which what was not used may be saved up. */
const BURST = 5;
const FIXED = [1, 5, 50];
/** One at a time takes a part of the book: its pace is the same all along. */
const PART = 5;
const SOUND = Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: 2_400 }), Buffer.alloc(4_800, 1)]);

/** A service with limits of its own, that counts whom it turns away. */
async function startService() {
  let limit = FLOOR;
  let [begun, last] = [performance.now(), performance.now()];
  let tokens = (FLOOR / 60) * BURST;
  let [well, refused, busy, most] = [0, 0, 0, 0];
  const passing = () => {
    const now = performance.now();
    for (; now - begun >= MINUTE; begun += MINUTE) {
      limit = Math.max(FLOOR, 2 * well);
      well = 0;
    }
    tokens = Math.min((limit / 60) * BURST, tokens + ((now - last) / MINUTE) * limit);
    last = now;
  };
  const headers = () => ({
    'x-ratelimit-limit': String((limit / MINUTE) * 1_000),
    'x-ratelimit-remaining': String(Math.floor(tokens)),
    'x-ratelimit-reset': (((1 - Math.min(1, tokens)) / limit) * (MINUTE / 1_000)).toFixed(3),
  });
  const answer = async (response: ServerResponse) => {
    passing();
    if (tokens < 1) {
      refused++;
      const error = { message: 'too many', type: 'dynamic_request_limited', param: null, code: 'rate_limit' };
      return void response
        .writeHead(429, { ...headers(), 'content-type': 'application/json' })
        .end(JSON.stringify({ error }));
    }
    tokens--;
    well++;
    most = Math.max(most, (busy += 1));
    await sleep(SPEAKING);
    busy--;
    passing();
    response.writeHead(200, { ...headers(), 'content-type': 'audio/wav' }).end(SOUND);
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => void answer(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    counts: () => ({ refused, most }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const textsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `Segment ${index} of a book that is long enough.`);

/** As the app makes a book: so many are asked for ahead, and the client's queue decides how many go. */
async function byLectern(baseUrl: string): Promise<void> {
  const client = createTogether({ baseUrl, key: async () => 'none' });
  const { signal } = new AbortController();
  const have = async (input: string, signal: AbortSignal) => {
    for (;;) {
      try {
        for await (const _ of client.speak({ ...REQUEST, input }, signal));
        return;
      } catch {
        // Whoever has a book made asks again.
      }
    }
  };
  for await (const _ of ahead(textsOf(SEGMENTS), have, { width: 8, signal }));
  await client.close();
}

async function bySdk(baseURL: string, width: number): Promise<void> {
  const client = new TogetherSdk({ apiKey: 'none', baseURL });
  const left = textsOf(width === 1 ? SEGMENTS / PART : SEGMENTS);
  const work = async () => {
    for (let input = left.shift(); input !== undefined; input = left.shift()) {
      try {
        await (await client.audio.speech.create({ ...REQUEST, input })).arrayBuffer();
      } catch {
        left.push(input);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** Segments in a minute of the service, and requests that it turned away. */
async function measured(work: (url: string) => Promise<void>, segments = SEGMENTS) {
  const service = await startService();
  const start = performance.now();
  await work(service.url);
  const minutes = (performance.now() - start) / MINUTE;
  const { refused, most } = service.counts();
  await service.stop();
  return { rate: segments / minutes, refused, most };
}

const ours = await measured(byLectern);
const others = [];
for (const width of FIXED) {
  const found = await measured((url) => bySdk(url, width), width === 1 ? SEGMENTS / PART : SEGMENTS);
  others.push({ name: `SDK, ${width} at a time`, ...found });
}
const rate = { what: 'segments a minute', unit: '', lectern: ours.rate };
const best = Math.max(...others.map(({ rate }) => rate));
reportBeside(
  rate,
  others.map(({ name, rate: value }) => ({ name, value })),
);
reportBeside(
  { what: 'segments a minute, of the best fixed', unit: '', lectern: ours.rate, target: { of: 'ratio', least: 1 } },
  [{ name: 'best of these', value: best }],
);
reportBeside(
  {
    what: `429s in ${SEGMENTS} segments`,
    unit: '',
    lectern: ours.refused,
    target: { of: 'lectern', most: SEGMENTS / 20 },
  },
  others.map(({ name, refused: value }) => ({ name, value })),
);
