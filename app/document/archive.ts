import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { Problem } from '../model/problem.ts';
import { decode } from './encoding.ts';
import type { Limits } from './limits.ts';

/** An entry below this size, in bytes, may be as repetitive as it likes. */
const ratioFrom = 1_000_000;

/**
 * A ZIP file whose whole directory has been looked at before anything is inflated. Sizes are enforced again while
 * inflating, since a directory can say what it likes.
 */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Throws `document-damaged`, `document-encrypted` or `document-hostile`. */
  static async open(path: string, limits: Limits): Promise<Archive> {
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    const zip = await openPromise(path, options).catch((cause: unknown) => {
      throw damaged('no directory of a ZIP file', cause);
    });
    try {
      return new Archive(zip, await directory(zip, limits));
    } catch (thrown) {
      zip.close();
      throw thrown;
    }
  }

  get paths(): Iterable<string> {
    return this.#entries.keys();
  }

  has(path: string): boolean {
    return this.#entries.has(path.normalize());
  }

  /** Bytes that an entry says it has, 0 where it is missing. */
  sizeOf(path: string): number {
    return this.#entries.get(path.normalize())?.uncompressedSize ?? 0;
  }

  /** The bytes of an entry. Throws `document-damaged`, and `document-hostile` where there are more than announced. */
  async read(path: string): Promise<Uint8Array> {
    const entry = this.#entries.get(path.normalize());
    if (!entry) throw damaged('an entry that is needed is missing');
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of await this.#zip.openReadStreamPromise(entry)) {
        size += (chunk as Buffer).length;
        if (size > entry.uncompressedSize) throw hostile('an entry is larger than it says');
        chunks.push(chunk as Buffer);
      }
    } catch (cause) {
      throw cause instanceof Problem ? cause : damaged('an entry can not be inflated', cause);
    }
    const bytes = Buffer.concat(chunks);
    if (size !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) throw damaged('an entry is not what it was');
    return bytes;
  }

  /** The text of an entry. Throws like `read`, and `document-damaged` where it is no text. */
  async readText(path: string): Promise<string> {
    const text = decode(await this.read(path));
    if (text === null) throw damaged('an entry that should be text is none');
    return text;
  }

  close(): void {
    this.#zip.close();
  }
}

async function directory(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw hostile('too many entries');
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of entriesOf(zip)) {
    const path = safePath(entry);
    if (entry.isEncrypted()) throw new Problem('document-encrypted', 'an entry is encrypted');
    const { compressedSize, uncompressedSize } = entry;
    total += uncompressedSize;
    if (uncompressedSize > limits.entryBytes) throw hostile('an entry is too large');
    if (total > limits.archiveBytes) throw hostile('all entries together are too large');
    const ratio = uncompressedSize / Math.max(compressedSize, 1);
    if (uncompressedSize > ratioFrom && ratio > limits.ratio) throw hostile('an entry inflates too far');
    if (!entries.has(path)) entries.set(path, entry);
  }
  return entries;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    // The one message of yauzl that means something else than damage.
    if (cause instanceof Error && cause.message.includes('strong encryption')) {
      throw new Problem('document-encrypted', 'the archive is encrypted', { cause });
    }
    throw damaged('the directory of the ZIP file is broken', cause);
  }
}

/** An entry's path. Throws `document-hostile` for one that would lead out of its archive on some system. */
function safePath(entry: Entry): string {
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const climbs = path.split('/').includes('..');
  if (climbs || path.startsWith('/') || /^[a-z]:/i.test(path) || path.includes('\\') || path.includes('\0')) {
    throw hostile('an entry has a path that leads out');
  }
  // macOS writes names decomposed, the markup that refers to them seldom is.
  return path.normalize();
}

function damaged(message: string, cause?: unknown): Problem {
  return new Problem('document-damaged', message, { cause });
}

function hostile(message: string): Problem {
  return new Problem('document-hostile', message);
}
