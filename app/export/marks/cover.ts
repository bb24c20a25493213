import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../model/problem.ts';
import type { Cover } from './marks.ts';

/** In bytes. FLAC has 24 bits for it; players on small devices give up far earlier. */
const LARGEST = 10_000_000;

const KINDS: readonly [Cover['type'], readonly number[]][] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
];

/** A picture from the disk. Throws `file-not-found`, `file-too-large`, and `file-type-unknown` for no JPEG or PNG. */
export async function readCover(path: string): Promise<Cover> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem('file-not-found', 'no cover of that name', { cause, details: { path } });
  });
  if (found.size > LARGEST) throw new Problem('file-too-large', 'a cover too large', { details: { most: LARGEST } });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Problem('file-unreadable', 'a cover that cannot be read', { cause, details: { path } });
  });
  const kind = KINDS.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte));
  if (!kind) throw new Problem('cover-unknown', 'a cover that is neither JPEG nor PNG', { details: { path } });
  return { type: kind[0], bytes };
}

/**
 * A picture of our own, in `<data>/covers`, since an export outlives whatever lent the one at `path`. Throws what
 * `readCover` throws, so that nobody waits for an export whose cover is no picture.
 */
export async function keptCover(path: string, data: string): Promise<string> {
  const { type, bytes } = await readCover(path);
  const folder = join(data, 'covers');
  await mkdir(folder, { recursive: true });
  const digest = createHash('sha256').update(bytes).digest('hex');
  const kept = join(folder, `${digest}.${type === 'image/png' ? 'png' : 'jpg'}`);
  await writeFile(kept, bytes);
  return kept;
}
