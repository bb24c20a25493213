import type { ServerResponse } from 'node:http';
import { type Encoding, encode } from '../pcm/convert.ts';
import { concat } from '../pcm/frames.ts';
import { wavHeader } from '../pcm/wav-header.ts';
import type { Engine } from './engine.ts';
import { readJson, type Route, write } from './exchange.ts';
import { engineOf } from './models.ts';
import { encodeMp3 } from './mp3.ts';
import { narrate } from './narrate.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { speechOrder, type SpeechOrder } from './speech-order.ts';

/** Length of the sound in one event of a stream, in seconds. */
const DELTA = 0.25;

/** POST /v1/audio/speech */
export function speechRoute(engines: readonly Engine[]): Route {
  return {
    method: 'POST',
    async answer({ request, response, signal }) {
      const order = speechOrder(await readJson(request));
      const engine = engineOf(engines, order.model);
      const voice = await engine.find(order.voice, order.language);
      if (voice === null) throw unknownVoice(order);
      const sound = narrate({ engine, voice, text: order.text, rate: order.rate }, signal);
      await (order.stream ? sendEvents : sendWhole)(response, sound, order, signal);
    },
  };
}

async function sendWhole(
  response: ServerResponse,
  sound: AsyncIterable<Int16Array>,
  order: SpeechOrder,
): Promise<void> {
  const pieces: Int16Array[] = [];
  for await (const samples of sound) pieces.push(samples);
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
  sound: AsyncIterable<Int16Array>,
  order: SpeechOrder,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const samples of sound) {
      if (!response.headersSent)
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      for (const delta of deltas(samples, order.rate, order.encoding)) {
        const event = { type: 'conversation.item.audio_output.delta', item_id: 'tts_1', delta };
        await write(response, `data: ${JSON.stringify(event)}\n\n`, signal);
      }
    }
    response.end('data: [DONE]\n\n');
  } catch (failure) {
    if (!response.headersSent || signal.aborted) throw failure;
    response.end(`data: ${JSON.stringify(refusalOf(failure))}\n\n`);
  }
}

function* deltas(samples: Int16Array, rate: number, encoding: Encoding): Generator<string, void, undefined> {
  const length = Math.round(rate * DELTA);
  for (let at = 0; at < samples.length; at += length) {
    const bytes = encode(samples.subarray(at, at + length), encoding);
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
}

function unknownVoice({ voice, model, language }: SpeechOrder): Refusal {
  return voice === 'auto'
    ? new Refusal(400, `Model '${model}' has no voice for the language '${language}'.`, { param: 'language' })
    : new Refusal(400, `Voice '${voice}' is not available for model '${model}'.`, { param: 'voice' });
}
