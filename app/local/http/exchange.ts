import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './refusal.ts';

/** One request and its reply. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** Aborts when the client hangs up. */
  signal: AbortSignal;
}

export interface Route {
  method: 'GET' | 'POST';
  /** Answers, or throws a Refusal before it has begun to. */
  answer(exchange: Exchange): Promise<void>;
}

/** Bytes that a body may have: far more than the longest input, whatever its script and escapes. */
const MOST_BODY = 1 << 20;
/** Bytes of a longer body that are still listened to, so that the client gets to read why it is refused. */
const MOST_HEARD = 1 << 24;

/** The JSON in a request's body. Throws a Refusal: 415 for another content type, 413 for too much, 400 for no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal(415, 'The content type must be application/json.');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_HEARD) break;
    if (size <= MOST_BODY) chunks.push(chunk);
  }
  if (size > MOST_BODY) {
    throw new Refusal(413, `The body must have at most ${MOST_BODY} bytes.`, { code: 'request_too_large' });
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.');
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

/** Writes at the client's pace. */
export async function write(response: ServerResponse, text: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!response.write(text)) await once(response, 'drain', { signal });
}
