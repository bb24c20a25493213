import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Problem } from '../../model/problem.ts';

/** Sound that can be sent, as often as it takes. */
export interface Upload {
  /** The end of its name, which the service looks at, too: `wav`. */
  extension: string;
  mediaType: string;
  /** Bytes. */
  length: number;
  stream(): AsyncIterable<Uint8Array>;
}

/** A recording on disk, as it is. */
export interface Recording extends Upload {
  path: string;
}

/** Bytes at the start that tell what it is. */
const HEAD = 12;

/** What the service takes, with the media type of each (Together's lists of formats, 2025-11 to 2026-08). */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['wav', 'audio/wav'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['webm', 'audio/webm'],
  ['flac', 'audio/flac'],
  ['ogg', 'audio/ogg'],
  ['opus', 'audio/ogg'],
  ['aac', 'audio/aac'],
]);
/** Other names of the same formats. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['wave', 'wav'],
  ['mp4', 'm4a'],
  ['mpeg', 'mp3'],
  ['mpga', 'mp3'],
  ['oga', 'ogg'],
]);

/**
 * Looks at a recording: its first bytes say what it is, and its name where they do not. Throws the Problems
 * `file-not-found`, `file-unreadable`, `file-empty`, and `audio-unsupported` for what the service does not take.
 */
export async function openRecording(path: string): Promise<Recording> {
  const { head, length } = await looked(path);
  const extension = extensionOf(head, path);
  if (extension === null) throw new Problem('audio-unsupported', 'no kind of recording that the service takes');
  return { path, extension, mediaType: MEDIA_TYPES.get(extension)!, length, stream: () => bytesOf(path, 0, length) };
}

/** Bytes of a file from `start` up to `end`; throws the Problem `file-unreadable` where they are no longer there. */
export async function* bytesOf(path: string, start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
  if (start >= end) return;
  let read = 0;
  try {
    for await (const chunk of createReadStream(path, { start, end: end - 1 })) {
      read += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (failure) {
    throw unreadable(failure);
  }
  if (read < end - start) throw new Problem('file-unreadable', 'the recording became shorter while it was read');
}

async function looked(path: string): Promise<{ head: Uint8Array; length: number }> {
  try {
    const status = await stat(path);
    // Opening a pipe would wait for its other end.
    if (!status.isFile()) throw new Problem('file-unreadable', 'not a regular file');
    if (status.size === 0) throw new Problem('file-empty', 'the file has no bytes');
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD), 0, HEAD, 0);
      return { head: buffer.subarray(0, bytesRead), length: status.size };
    } finally {
      await file.close();
    }
  } catch (failure) {
    throw unreadable(failure);
  }
}

function extensionOf(head: Uint8Array, path: string): string | null {
  const named = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const extension = SAME.get(named) ?? named;
  const begun = beginning(Buffer.from(head).toString('latin1'));
  // An Ogg with Opus inside goes by either name.
  if (begun === 'ogg' && extension === 'opus') return extension;
  return begun ?? (MEDIA_TYPES.has(extension) ? extension : null);
}

/** Signatures of the formats; a sync word of MPEG audio tells its layer, which is 0 in AAC and 3 in MP3. */
function beginning(head: string): string | null {
  if (/^(RIFF|RF64|BW64)....WAVE/s.test(head)) return 'wav';
  if (head.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head)) return 'mp3';
  if (/^\xff[\xf0\xf1\xf8\xf9]/.test(head)) return 'aac';
  if (head.startsWith('fLaC')) return 'flac';
  if (head.startsWith('OggS')) return 'ogg';
  if (head.startsWith('\x1a\x45\xdf\xa3')) return 'webm';
  if (head.startsWith('ftyp', 4)) return 'm4a';
  return null;
}

function unreadable(failure: unknown): Problem {
  if (failure instanceof Problem) return failure;
  const code = failure instanceof Error && 'code' in failure ? failure.code : null;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  return new Problem(missing ? 'file-not-found' : 'file-unreadable', 'the recording cannot be read', {
    cause: failure,
  });
}
