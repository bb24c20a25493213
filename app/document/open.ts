import { basename } from 'node:path';
import type { Document } from '../model/document.ts';
import { confined } from './confined.ts';
import { checkFile } from './file.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { documentOf } from './reply.ts';

export interface OpenOptions {
  /** What a person knows the file by; its own name where left out. */
  name?: string;
  /** Entry of the worker: `worker.ts` of this room, wherever the build has put it. */
  worker: URL;
  signal?: AbortSignal | undefined;
  /** Lower limits than the usual ones. */
  limits?: Partial<Limits>;
}

/**
 * Reads a file into a document: text, markdown, HTML, EPUB 2 and 3, told apart by content. It is parsed in a worker
 * that is stopped after 30 s or at 512 MB of heap, so the process stays well below 1 GB and lives on whatever the file is.
 *
 * Throws a Problem: `file-not-found`, `file-unreadable`, `file-empty`, `file-too-large` (details: `most`),
 * `file-type-unknown` (details: `looksLike`, as `pdf`), `document-damaged`, `document-encrypted`, `document-hostile`,
 * `document-too-complex`, `document-without-text`; or the signal's reason, once it aborts.
 */
export async function openDocument(path: string, options: OpenOptions): Promise<Document> {
  const { name = basename(path), worker, signal } = options;
  const limits = { ...defaultLimits, ...options.limits };
  signal?.throwIfAborted();
  await checkFile(path, limits);
  return documentOf(await confined(worker, { path, name, limits }, signal));
}
