import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { Refusal } from '../http/refusal.ts';

/** What a form brought. */
export interface Upload {
  /** The values of each field; `name[]` counts as `name`. */
  fields: ReadonlyMap<string, readonly string[]>;
  /** Has the form's `file` been stored? */
  stored: boolean;
}

/** Bytes; Together's limit since August 2026. */
export const MOST_UPLOAD = 80 * 1024 * 1024;
/** Bytes of a longer upload that are still listened to, so that the client gets to read why it is refused. */
const MOST_HEARD = 2 * MOST_UPLOAD;
const LIMITS = { fileSize: MOST_UPLOAD, fieldSize: 1 << 16, fields: 100, parts: 200 };

/**
 * Reads a form, its parts in any order, and stores its `file` under the path. Throws a Refusal: 415 for another
 * content type, 413 `request_too_large`, 400 for a form that is damaged; what the disk throws; the signal's AbortError.
 */
export async function readUpload(request: IncomingMessage, path: string, signal: AbortSignal): Promise<Upload> {
  const form = formOf(request);
  const fields = new Map<string, string[]>();
  let stored: Promise<void> | null = null;
  // A form that breaks off never ends the file in it; a file that cannot be written never lets the form end.
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  let tooLarge = false;
  form.on('field', (name, value) => {
    const plain = name.replace(/\[\]$/, '');
    fields.set(plain, [...(fields.get(plain) ?? []), value]);
  });
  form.on('file', (name, file: Readable) => {
    file.once('limit', () => (tooLarge = true));
    if (name !== 'file' || stored) return void file.resume();
    stored = pipeline(file, createWriteStream(path, { mode: 0o600 }), { signal: either });
    stored.catch((failure: unknown) => broken.abort(failure));
  });
  try {
    await pipeline(upTo(request, MOST_HEARD), form, { signal: either });
    await stored;
  } catch (failure) {
    signal.throwIfAborted();
    broken.signal.throwIfAborted();
    broken.abort(failure);
    await Promise.allSettled([stored]);
    throw failure instanceof Refusal ? failure : new Refusal(400, 'The form cannot be read.');
  }
  if (tooLarge) throw requestTooLarge();
  return { fields, stored: stored !== null };
}

function formOf(request: IncomingMessage): BusboyInstance {
  const { 'content-type': type = '' } = request.headers;
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new Refusal(415, 'The content type must be multipart/form-data.');
  }
  try {
    return new Busboy({ headers: { ...request.headers, 'content-type': type }, limits: LIMITS });
  } catch {
    throw new Refusal(400, 'The form has no boundary.');
  }
}

async function* upTo(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw requestTooLarge();
    yield chunk;
  }
}

const requestTooLarge = () =>
  new Refusal(413, `The file must have at most ${MOST_UPLOAD} bytes.`, { param: 'file', code: 'request_too_large' });
