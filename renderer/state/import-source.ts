import { LONGEST_PASTE } from '../../app/model/import.ts';
import type { HandedDocument } from '../../app/model/order.ts';
import { Problem } from '../../app/model/problem.ts';

/** What a person wants to have read: a file, one that the desktop handed over, or text that they pasted. */
export type ImportSource = { file: File } | HandedDocument | { text: string };

/** As the person knows it. */
export function nameOf(source: ImportSource): string {
  if ('ticket' in source) return source.name;
  return 'file' in source ? source.file.name : 'the pasted text';
}

/** As the app can read it. Throws the Problem `file-too-large` for a paste that is, and what `lend` throws. */
export async function lentOf(
  source: ImportSource,
  lend: (file: File) => Promise<string>,
): Promise<{ ticket: string } | { text: string }> {
  if ('file' in source) return { ticket: await lend(source.file) };
  if ('ticket' in source) return { ticket: source.ticket };
  if (source.text.length <= LONGEST_PASTE) return { text: source.text };
  throw new Problem('file-too-large', 'more text than a paste may have', { details: { most: LONGEST_PASTE } });
}
