import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  path: string;
  data: Uint8Array | string;
  /** Deflated instead of stored. */
  deflate?: boolean;
  /** What the directory says instead of the truth. */
  claims?: { size?: number; packed?: number; crc?: number; method?: number };
  /** General purpose bits; 1 is encryption, 64 the strong kind. */
  flags?: number;
}

/** 1980-01-01 00:00, the first day that a ZIP file knows: the same input gives the same bytes. */
const day = 0x21;
const utf8Name = 0x800;

/** A ZIP file as simple as it gets: no descriptors, no extra fields, no ZIP64. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const data = Buffer.from(entry.data);
    const body = entry.deflate ? deflateRawSync(data) : data;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(utf8Name | (entry.flags ?? 0), 2);
    common.writeUInt16LE(entry.claims?.method ?? (entry.deflate ? 8 : 0), 4);
    common.writeUInt16LE(day, 8);
    common.writeUInt32LE(entry.claims?.crc ?? crc32(data), 10);
    common.writeUInt32LE(entry.claims?.packed ?? body.length, 14);
    common.writeUInt32LE(entry.claims?.size ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const directorySize = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
