import { basename } from 'node:path';
import type { Document } from '../model/document.ts';
import { confined } from './confined.ts';
import { Problem } from '../model/problem.ts';
import { checkFile, tooLarge } from './file.ts';
import { defaultLimits, type Limits, type Report } from './limits.ts';
import { documentOf } from './reply.ts';

export interface OpenOptions {
  /** What a person knows the file or text by; a file's own name where left out. */
  name?: string;
  /** Entry of the worker: `worker.ts` of this room, wherever the build has put it. */
  worker: URL;
  signal?: AbortSignal | undefined;
  report?: Report;
  /** Called where the thread ended by itself, and another one reads the document anew. */
  mended?: (() => void) | undefined;
  /** What opens a locked PDF. It goes to the worker and nowhere else. */
  password?: string | undefined;
  /** Lower limits than the usual ones. */
  limits?: Partial<Limits>;
}

/**
 * Reads a file into a document: text, subtitles, markdown, HTML and saved web pages, EPUB 2 and 3, DOCX, ODT, RTF and
 * PDF, told apart by content. It is parsed in a worker
 * that is stopped after 30 s or at 512 MB of heap, so the process stays well below 1 GB and lives on whatever the file is.
 *
 * Throws a Problem: `file-not-found`, `file-unreadable`, `file-empty`, `file-too-large` (details: `most`),
 * `file-type-unknown` (details: `looksLike`, as `pdf`), `document-damaged`, `document-encrypted`, `password-needed`,
 * `password-wrong`, `document-hostile`,
 * `document-too-complex`, `document-without-text`; or the signal's reason, once it aborts.
 */
export async function openDocument(path: string, options: OpenOptions): Promise<Document> {
  const { name = basename(path), worker, signal, password } = options;
  const limits = { ...defaultLimits, ...options.limits };
  signal?.throwIfAborted();
  await checkFile(path, limits);
  const order = { source: { path }, name, limits, ...(password === undefined ? {} : { password }) };
  return documentOf(await confined(worker, order, signal, options));
}

/** Reads text that a person has pasted, as a file with that text would be. Throws as `openDocument` does for one. */
export async function openText(text: string, options: OpenOptions): Promise<Document> {
  const { name = '', worker, signal } = options;
  const limits = { ...defaultLimits, ...options.limits };
  if (!text.trim()) throw new Problem('file-empty', 'the text has no letters');
  if (text.length > limits.textBytes) throw tooLarge(limits.textBytes);
  return documentOf(await confined(worker, { source: { text }, name, limits }, signal, options));
}
