import type { ServerResponse } from 'node:http';
import { encode } from '../../pcm/convert.ts';
import { concat } from '../../pcm/frames.ts';
import { wavHeader } from '../../pcm/wav-header.ts';
import { readJson, type Route, write } from '../http/exchange.ts';
import { refusalOf } from '../http/refusal.ts';
import type { Engine, Spoken } from '../voices/engine.ts';
import { deltas, timestamps } from './events.ts';
import { engineOf, voiceOf } from './models.ts';
import { encodeMp3 } from './mp3.ts';
import { narrate } from './narrate.ts';
import { pronounced } from './pronunciation.ts';
import { speechOrder, type SpeechOrder } from './speech-order.ts';

/** A request makes one item. */
const ITEM = 'tts_1';

/** POST /v1/audio/speech */
export function speechRoute(engines: readonly Engine[]): Route {
  return {
    method: 'POST',
    async answer({ request, response, signal }) {
      const order = speechOrder(await readJson(request));
      const engine = engineOf(engines, order.model);
      const voice = await voiceOf(engine, order.voice, order.language);
      const { rate, words } = order;
      const text = pronounced(order.text, order.rules);
      const sound = narrate({ engine, text, voice, rate, words, speed: 1 }, signal);
      await (order.stream ? sendEvents : sendWhole)(response, sound, order, signal);
    },
  };
}

async function sendWhole(response: ServerResponse, sound: AsyncIterable<Spoken>, order: SpeechOrder): Promise<void> {
  const pieces: Int16Array[] = [];
  for await (const { samples } of sound) pieces.push(samples);
  const samples = concat(pieces);
  const [type, ...parts] = await fileOf(samples, order);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, { 'content-type': type, 'content-length': length });
  for (const part of parts) response.write(part);
  response.end();
}

async function fileOf(samples: Int16Array, order: SpeechOrder): Promise<[type: string, ...parts: Uint8Array[]]> {
  const { format, encoding, rate, bitRate } = order;
  switch (format) {
    case 'wav':
      return ['audio/wav', wavHeader({ rate, channels: 1, frames: samples.length }), encode(samples, 'pcm_s16le')];
    case 'mp3':
      return ['audio/mpeg', await encodeMp3(samples, rate, bitRate)];
    case 'raw':
      return ['application/octet-stream', encode(samples, encoding)];
  }
}

/** Server-sent events as Together's streaming guide shows them; the head waits for the first sound or its failure. */
async function sendEvents(
  response: ServerResponse,
  sound: AsyncIterable<Spoken>,
  order: SpeechOrder,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const spoken of sound) {
      if (!response.headersSent)
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      for (const event of eventsOf(spoken, order)) {
        await write(response, `data: ${JSON.stringify(event)}\n\n`, signal);
      }
    }
    response.end('data: [DONE]\n\n');
  } catch (failure) {
    if (!response.headersSent || signal.aborted) throw failure;
    response.end(`data: ${JSON.stringify(refusalOf(failure))}\n\n`);
  }
}

function* eventsOf({ samples, words }: Spoken, { rate, encoding }: SpeechOrder): Generator<object, void, undefined> {
  for (const delta of deltas(samples, rate, encoding)) yield { ...delta, item_id: ITEM };
  if (words.length > 0) yield { ...timestamps(words), item_id: ITEM };
}
