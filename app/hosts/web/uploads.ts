import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../model/problem.ts';
import type { LentFile } from '../../studio/host.ts';

/** Above the 100 MB that a document may have, so that what is a little too large is refused there, with its reasons. */
const LARGEST = 128 * 1024 * 1024;
/** Uploads are read right after they came; this many times the largest is kept for those that are still waiting. */
const KEPT = 4;

/** Files that the page lent us: a browser gives bytes, not paths. They live until the host closes. */
export interface Uploads {
  /**
   * Stores a request's body; answers its ticket. Throws the Problems `file-too-large` and `disk-full`, or what broke
   * the transfer; keeps nothing then.
   */
  take(request: IncomingMessage, name: string): Promise<string>;
  redeem(ticket: string): LentFile | null;
  close(): Promise<void>;
}

/** Keeps uploads in a folder of their own in `parent`. `largest` in bytes. */
export async function openUploads(parent: string, largest = LARGEST): Promise<Uploads> {
  const folder = await mkdtemp(join(parent, 'lectern-uploads-'));
  const files = new Map<string, LentFile & { size: number }>();

  /** The oldest go first; the newest always stays. */
  const makeRoom = async () => {
    let total = [...files.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [ticket, { path, size }] of files) {
      if (total <= largest * KEPT) return;
      total -= size;
      files.delete(ticket);
      await rm(path, { force: true });
    }
  };

  return {
    async take(request, name) {
      if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge(largest);
      const ticket = randomUUID();
      const path = join(folder, ticket);
      const file = createWriteStream(path, { mode: 0o600 });
      try {
        await pipeline(limited(request, largest), file);
      } catch (thrown) {
        await rm(path, { force: true });
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
        throw new Problem('disk-full', 'no room for the upload', { cause: thrown });
      }
      files.set(ticket, { path, name: bareName(name), size: file.bytesWritten });
      await makeRoom();
      return ticket;
    },
    redeem(ticket) {
      const file = files.get(ticket);
      return file ? { path: file.path, name: file.name } : null;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A Content-Length can lie, or be missing. The request itself stays whole, so that it can be answered. */
async function* limited(request: IncomingMessage, largest: number): AsyncGenerator<Buffer, void, undefined> {
  let seen = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > largest) throw tooLarge(largest);
    yield chunk;
  }
}

const tooLarge = (most: number) => new Problem('file-too-large', 'an upload above the limit', { details: { most } });

/** Only shown and used for its ending, which is why that end is kept: no folders, no control characters. */
function bareName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{Cc}/gu, '').slice(-255) || 'document';
}
