import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { wavHeader } from '../../app/pcm/wav-header.ts';

/** A request for speech, and how a service that is not well deals with it. */
export interface FaultyReply {
  response: ServerResponse;
  /** As samples, pcm_s16le at 24 kHz. */
  sound: Buffer;
  /** Are server-sent events asked for? */
  stream: boolean;
  /** Evenly in [0, 1). */
  chance: () => number;
  /** The client's time, in ms since 1970. */
  now: () => number;
  /** Where a redirect leads. */
  elsewhere: string;
}

type Fault = (reply: FaultyReply) => unknown;

const HTML = '<!doctype html><title>502</title><p>Sorry, we are not well.</p>';
const EVENTS = { 'content-type': 'text/event-stream' };
const WAV = { 'content-type': 'audio/wav' };
const below = (chance: () => number, limit: number) => Math.floor(chance() * limit);

/** Refusals come with a sentence, with a page, with half of one, or with nothing. */
const refused =
  (status: number, headers: (reply: FaultyReply) => Record<string, string> = () => ({})): Fault =>
  (reply) => {
    const sentence = JSON.stringify({ error: { message: 'no', type: null, param: null, code: null } });
    const body = [sentence, HTML, sentence.slice(0, 20), ''][below(reply.chance, 4)]!;
    reply.response.writeHead(status, headers(reply)).end(body);
  };

const reset = ({ response }: FaultyReply) => response.socket!.resetAndDestroy();

/** Sends a part of what it should and, when that has left, ends in a bad way. */
const cut =
  (end: (reply: FaultyReply) => unknown): Fault =>
  async (reply) => {
    const { response, chance } = reply;
    const bytes = bodyOf(reply);
    response.writeHead(200, headOf(reply, chance() < 0.5 ? bytes : null));
    await pieces(response, bytes.subarray(0, below(chance, bytes.length)), chance);
    await turn();
    if (!response.destroyed) end(reply);
  };

/** What stands in place of an event, somewhere among the others. */
const event =
  (text: string): Fault =>
  async (reply) => {
    if (!reply.stream) return refused(500)(reply);
    const events = eventsOf(reply);
    const at = below(reply.chance, events.length);
    reply.response.writeHead(200, EVENTS);
    await pieces(reply.response, Buffer.from([...events.slice(0, at), text].join('')), reply.chance);
    reply.response.end();
  };

const STATUSES = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 520, 524, 529];

/** Everything that may go wrong with a reply, by name. */
export const SPEECH_FAULTS: Readonly<Record<string, Fault>> = {
  'reset before the first byte': reset,
  'closed before the first byte': ({ response }) => response.socket!.end(),
  'reset in the middle': cut(reset),
  'closed in the middle': cut(({ response }) => response.socket!.end()),
  'reset within base64': async (reply) => {
    const [first = ''] = eventsOf(reply);
    reply.response.writeHead(200, EVENTS).write(first.slice(0, -below(reply.chance, 40) - 6));
    await turn();
    reset(reply);
  },
  'events that end too early': async (reply) => {
    if (!reply.stream) return reset(reply);
    const bytes = Buffer.from(eventsOf(reply).join(''));
    const { response } = reply;
    response.writeHead(200, { ...EVENTS, connection: 'close' });
    // Without chunks or a length nobody can tell that more was to come.
    response.useChunkedEncodingByDefault = false;
    await pieces(response, bytes.subarray(0, below(reply.chance, bytes.length)), reply.chance);
    response.end();
  },
  ...Object.fromEntries(STATUSES.map((status) => [`a ${status}`, refused(status)])),
  'a 429 with seconds': refused(429, () => ({ 'retry-after': '1' })),
  'a 429 with a date': refused(429, ({ now }) => ({ 'retry-after': new Date(now() + 2_000).toUTCString() })),
  'a 429 with ms': refused(429, () => ({ 'retry-after-ms': '40' })),
  'a 429 with a reset': refused(429, () => ({ 'x-ratelimit-reset': '1', 'x-ratelimit-remaining': '0' })),
  'a 503 with seconds': refused(503, () => ({ 'retry-after': '1' })),
  'a redirect': ({ response, chance, elsewhere }) =>
    response.writeHead([301, 302, 303, 307, 308][below(chance, 5)]!, { location: elsewhere }).end(),
  'an empty body': (reply) => reply.response.writeHead(200, headOf(reply)).end(),
  'a page': ({ response }) => response.writeHead(200, { 'content-type': 'text/html' }).end(HTML),
  'a page that claims to be sound': (reply) =>
    reply.response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(HTML),
  'compressed sound': ({ response }) =>
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('OggS\0\0\0\0\0\0\0\0'),
  'an encoding that nobody asked for': (reply) =>
    reply.response.writeHead(200, { ...headOf(reply), 'content-encoding': 'gzip' }).end(bodyOf(reply)),
  'an error as a success': ({ response }) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"error":{"message":"no","code":"rate_limit"}}'),
  'no HTTP': ({ response }) => response.socket!.end('220 ready\r\n\r\n'),
  'half a JSON': event('data: {"type":"conversation.item.audio_output.delta","delta":"AAA\n\n'),
  'wrong base64': event('data: {"type":"conversation.item.audio_output.delta","delta":"AA*A"}\n\n'),
  'an error among the events': event('data: {"error":{"message":"no","code":null}}\n\n'),
  'a limit among the events': event('data: {"error":{"message":"no","code":"rate_limit"}}\n\n'),
};

/** Those that take the time of a timeout, which is real. */
export const SPEECH_STALLS: Readonly<Record<string, Fault>> = {
  'no answer': () => undefined,
  'an answer that stops': cut(() => undefined),
};

/** All as it should be, however it is cut; settles when it has left. */
export async function wellSpoken(reply: FaultyReply): Promise<void> {
  const { response, chance } = reply;
  const { socket } = response;
  const bytes = bodyOf(reply);
  response.writeHead(200, headOf(reply, chance() < 0.5 ? bytes : null));
  // An idle connection that is closed costs nobody anything. By the time of the event the response has forgotten it.
  if (chance() < 0.02) response.once('close', () => socket!.end());
  await pieces(response, bytes, chance);
  response.end();
}

function headOf({ stream }: FaultyReply, whole: Buffer | null = null): Record<string, string> {
  return { ...(stream ? EVENTS : WAV), ...(whole && { 'content-length': String(whole.length) }) };
}

function bodyOf(reply: FaultyReply): Buffer {
  const { sound, stream } = reply;
  if (stream) return Buffer.from(eventsOf(reply).join(''));
  return Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: sound.length / 2 }), sound]);
}

/** In one of the shapes that the documents have, cut at any byte. */
function eventsOf({ sound, chance }: FaultyReply): string[] {
  const shape = SHAPES[below(chance, SHAPES.length)]!;
  const deltas: string[] = [];
  for (let at = 0; at < sound.length;) {
    const size = 1 + below(chance, 3_000);
    deltas.push(`data: ${JSON.stringify(shape(sound.subarray(at, at + size).toString('base64')))}\n\n`);
    at += size;
  }
  return [...deltas, 'data: [DONE]\n\n'];
}

const SHAPES = [
  (delta: string) => ({ type: 'conversation.item.audio_output.delta', item_id: 'tts_1', delta }),
  (b64: string) => ({ object: 'audio.tts.chunk', model: 'm', b64 }),
  (b64: string) => ({ data: { object: 'audio.tts.chunk', model: 'm', b64 } }),
  (audio: string) => ({ type: 'delta', audio }),
];

async function pieces(response: ServerResponse, bytes: Buffer, chance: () => number): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed;) {
    const size = 1 + below(chance, bytes.length);
    response.write(bytes.subarray(at, at + size));
    at += size;
    if (chance() < 0.5) await turn();
  }
}
