import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import type { Receipt } from '../../app/together/http/receipt.ts';
import { type Peer, startHearing } from '../tools/listening-peer.ts';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { type Order, spoken } from '../tools/live-server.ts';
import { answered } from '../tools/socket-server.ts';
import { startPair } from '../tools/together.ts';

const WHISPER = 'openai/whisper-large-v3';
const recording = { url: 'https://example.org/talk.mp3' };

async function turns(): Promise<void> {
  for (let i = 0; i < 100; i++) await new Promise((resolve) => setImmediate(resolve));
}

const TOO_MANY = {
  type: 'conversation.item.tts.failed',
  error: { message: 'too many', type: 'rate_limit', param: null, code: 'rate_limit' },
};

test('four texts at once wait for their first sound, those that sound make room, and one too many halves it', async () => {
  const orders: Order[] = [];
  const { live } = await startLivePair({ commit: (order) => orders.push(order) });
  const [first, rest] = [heardOf(live.speak({ input: 'The first text.' }, never())), Array<Promise<unknown>>()];
  while (orders.length === 0) await turns();
  const say = (order: Order) => spoken(order.text).forEach(order.tell);
  say(orders[0]!);
  await first;
  for (let i = 0; i < 12; i++) rest.push(heardOf(live.speak({ input: `Text number ${i}.` }, never())));
  await turns();
  expect(orders.length).toBe(1 + 4);
  // It sounds, and is not over.
  spoken(orders[1]!.text).slice(0, 2).forEach(orders[1]!.tell);
  await turns();
  expect(orders.length).toBe(1 + 5);
  for (const order of orders.slice(2)) order.tell(TOO_MANY);
  // Nobody begins in the place of those that were too many, but for the one that is left of four halves.
  await turns();
  const begun = orders.length;
  expect(begun - 6).toBeLessThanOrEqual(1);
  orders[1]!.tell(spoken(orders[1]!.text).at(-1)!);
  for (let done = 6; done < 1 + 12 + 4; done++) {
    while (orders.length <= done) await turns();
    say(orders[done]!);
  }
  expect(await Promise.all(rest)).toMatchObject(Array(12).fill({ failure: null }));
});

test('four recordings at once are written down, as far apart as headers allow', async () => {
  const open: ServerResponse[] = [];
  const pair = await startPair((response) => open.push(response));
  const reply = JSON.stringify({ text: 'Good day.' });
  const all = Array.from({ length: 9 }, () => pair.client.transcribe({ model: WHISPER, recording }, pair.signal));
  while (open.length < 4) await turns();
  await turns();
  expect(open.length).toBe(4);
  for (let done = 0; done < 9; done++) {
    while (open.length <= done) await turns();
    open[done]!.setHeader('x-ratelimit-limit-dynamic', '0.5').end(reply);
  }
  expect(await Promise.all(all)).toMatchObject(Array(9).fill({ text: 'Good day.' }));
  // The fifth begins when the first reply has told of it; from then on each is two seconds behind the one before.
  const waited = pair.clock.waits.reduce((sum, ms) => sum + ms, 0);
  expect(waited).toBeGreaterThanOrEqual(4 * 2000);
  expect(waited).toBeLessThanOrEqual(5 * 2000);
});

test('a text that was written down has a receipt, with what it cost by the minute', async () => {
  const receipts: Receipt[] = [];
  const verbose = JSON.stringify({ text: 'Good day.', duration: 90, language: 'en', segments: [] });
  const pair = await startPair(
    (response, { number }) =>
      number === 1
        ? response.writeHead(503, { 'retry-after': '2' }).end()
        : response.end(number < 4 ? verbose : '{"text":""}'),
    { onReceipt: (receipt) => receipts.push(receipt) },
  );
  await pair.client.transcribe({ model: WHISPER, recording }, pair.signal);
  await pair.client.translate({ model: 'my/endpoint', recording }, pair.signal);
  await pair.client.transcribe({ model: WHISPER, recording, times: [] }, pair.signal);
  const times = { timeToFirstByte: 0, timeToText: 0 };
  expect(receipts).toEqual([
    {
      model: WHISPER,
      way: 'transcription',
      characters: 9,
      seconds: 90,
      cost: expect.closeTo(0.00225, 9),
      waited: 2000,
      ...times,
    },
    { model: 'my/endpoint', way: 'translation', characters: 9, seconds: 90, cost: null, waited: 0, ...times },
    { model: WHISPER, way: 'transcription', characters: 0, seconds: null, cost: null, waited: 0, ...times },
  ]);
  expect(pair.logged.join()).toContain('"event":"receipt","model":"openai/whisper-large-v3","way":"transcription"');
  expect(pair.logged.join()).not.toContain('Good day');
});

test('a model that is not running is kept apart from one that is mistyped, whatever is asked of it', async () => {
  const error = { message: 'no such', type: 'invalid_request_error', param: null, code: 'model_not_available' };
  const pair = await startPair((response) => response.writeHead(400).end(JSON.stringify({ error })));
  const codes = await Promise.all(
    ['deepgram/flux', 'deepgram/flax'].map((model) =>
      pair.client.transcribe({ model, recording }, pair.signal).catch(({ code }: { code: string }) => code),
    ),
  );
  expect(codes).toEqual(['model-needs-endpoint', 'model-unknown']);
  const open = (wire: { send(text: string): void }) => wire.send(JSON.stringify({ type: 'error', error }));
  for (const [model, code] of [
    ['rime-labs/rime-arcana-v3', 'model-needs-endpoint'],
    ['rime-labs/rime-arcane', 'model-unknown'],
  ] as const) {
    const { live } = await startLivePair({ open }, { settings: { model } });
    expect((await heardOf(live.speak({ input: 'Hello.' }, never()))).failure).toMatchObject({ code });
    const refused = await startLivePair(
      { refuse: answered(400, {}, JSON.stringify({ error })) },
      { settings: { model } },
    );
    await expect(refused.live.open(never())).rejects.toMatchObject({ code });
  }
  for (const [model, code] of [
    ['deepgram/flux', 'model-needs-endpoint'],
    ['deepgram/flax', 'model-unknown'],
  ] as const) {
    for (const options of [
      { refuse: answered(400, {}, JSON.stringify({ error })) },
      { begin: (peer: Peer) => peer.failed(error) },
    ]) {
      const { events, over } = await startHearing({ ...options, request: { model } });
      await over;
      expect(events).toMatchObject([{ type: 'failed', problem: { code } }]);
    }
  }
});

const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '7' };

test.each([
  ['the answer to a handshake', { headers }],
  [
    'a refused handshake',
    { refuse: (socket: Duplex, number: number) => number === 1 && (answered(400, headers)(socket), true) },
  ],
])('limits in %s are heeded', async (_, options) => {
  const { live, time } = await startLivePair(options);
  await live.open(never()).catch(() => undefined);
  const before = time.now();
  expect((await heardOf(live.speak({ input: 'Good day.' }, never()))).failure).toBeNull();
  expect(time.now() - before).toBeGreaterThanOrEqual(7000);
});

test('limits in a refusal over HTTP are heeded', async () => {
  const pair = await startPair((response) => response.writeHead(400, headers).end());
  for (let i = 0; i < 2; i++) {
    const asked = pair.client.transcribe({ model: WHISPER, recording }, pair.signal);
    await expect(asked).rejects.toMatchObject({ code: 'request-refused' });
  }
  expect(pair.clock.waits).toEqual([7000]);
});
