/**
 * The client by itself: ms from the moment when a service begins to send the first sound to its samples in the
 * client's hands; loopback and two schedulers are part of it. Peers: the `together-ai` SDK for events, and for the
 * socket as little as can be done with the same `ws`.
 */
import Together from 'together-ai';
import { WebSocket } from 'ws';
import type { Speech } from '../../app/model/speech.ts';
import { median, report } from './figure.ts';
import { REQUEST, startService } from './service.ts';

const ROUNDS = 300;
/** Rounds for the compiler. */
const WARM = 50;

const service = await startService();
const never = new AbortController().signal;
const sdk = new Together({ apiKey: 'none', baseURL: service.baseUrl, maxRetries: 0 });
const live = service.client.live(REQUEST);
const wire = new WebSocket(`${service.baseUrl.replace('http', 'ws')}/audio/speech/websocket`);
await new Promise((resolve) => wire.once('message', resolve));

type First = () => Promise<bigint>;

/** When the first sound was there; to the end, or only so far, so that the next may begin. */
async function heard(speech: AsyncIterable<Speech>, whole: boolean): Promise<bigint> {
  let at = 0n;
  for await (const part of speech) {
    if ('samples' in part) at ||= process.hrtime.bigint();
    if (!whole) break;
  }
  return at;
}

async function bySdk(): Promise<bigint> {
  let at = 0n;
  const stream = await sdk.audio.speech.create({ ...REQUEST, input: 'late', stream: true });
  for await (const event of stream as unknown as AsyncIterable<{ delta: string }>) {
    const samples = samplesOf(event.delta);
    if (samples.length > 0) at ||= process.hrtime.bigint();
  }
  return at;
}

const byWire: First = () =>
  new Promise((resolve) => {
    wire.once('message', (data) => {
      const samples = samplesOf((JSON.parse(String(data)) as { delta: string }).delta);
      if (samples.length > 0) resolve(process.hrtime.bigint());
    });
    wire.send(JSON.stringify({ type: 'input_text_buffer.append', text: 'late' }));
    wire.send(JSON.stringify({ type: 'input_text_buffer.commit' }));
  });

function samplesOf(delta: string): Int16Array {
  const bytes = Buffer.from(delta, 'base64');
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
}

async function delay(first: First): Promise<number> {
  const sent = service.sent();
  const at = await first();
  return Number(at - (await sent)) / 1e6;
}

async function compare(what: string, ours: First, name: string, theirs: First): Promise<void> {
  const rounds: { ours: number; theirs: number }[] = [];
  for (let i = 0; i < WARM + ROUNDS; i++) rounds.push({ ours: await delay(ours), theirs: await delay(theirs) });
  rounds.splice(0, WARM);
  const delays = rounds.map(({ ours }) => ours);
  const peer = { name, value: median(rounds.map(({ theirs }) => theirs)) };
  report({ what: `${what}, median`, unit: 'ms', lectern: median(delays), peer, target: { of: 'lectern', most: 1 } });
  const late = delays.toSorted((a, b) => a - b)[Math.floor(ROUNDS * 0.95)]!;
  report({ what: `${what}, 95 of 100`, unit: 'ms', lectern: late });
}

const bySse: First = () => heard(service.client.stream({ ...REQUEST, input: 'late' }, never), true);
const byLive: First = () => heard(live.speak({ input: 'late' }, never), false);
await compare('events', bySse, 'together-ai', bySdk);
await compare('socket', byLive, 'ws', byWire);
wire.close();
await service.stop();
