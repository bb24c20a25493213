import type { GrowingFile } from '../encode/growing-file.ts';

/** Any number; one that stays makes the same sound the same file. */
const SERIAL = 0x4c65_6374;
/** A page holds at most so many pieces of at most so many bytes (RFC 3533, 6). */
const PIECES = 255;
const PIECE_BYTES = 255;
/** Pages are closed after about so many bytes: readers find their place by them. */
const PAGE_BYTES = 8192;

const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
/** Of a page on which no packet ends. */
const NO_POSITION = 0xffff_ffff_ffff_ffffn;

/** The pages of one stream (RFC 3533). Positions are what the codec counts them in. */
export interface OggPages {
  /** A packet that ends at a position; `own` closes the page after it. */
  packet(bytes: Uint8Array, position: number, own?: boolean): void;
  /** Closes the last page, whose sound ends at a position. */
  end(position: number): void;
}

export function oggPages(push: GrowingFile['push']): OggPages {
  let pieces: Uint8Array[] = [];
  let sizes: number[] = [];
  let position = NO_POSITION;
  let number = 0;
  let continued = false;
  let held: { bytes: Uint8Array; position: number } | null = null;

  const close = (flags = 0) => {
    const first = number === 0 ? FIRST : 0;
    push(page({ flags: flags | first | (continued ? CONTINUED : 0), position, number, sizes, pieces }));
    number += 1;
    continued = sizes.at(-1) === PIECE_BYTES;
    pieces = [];
    sizes = [];
    position = NO_POSITION;
  };
  const add = (bytes: Uint8Array, at: number) => {
    for (let from = 0; ; from += PIECE_BYTES) {
      if (sizes.length === PIECES) close();
      const piece = bytes.subarray(from, from + PIECE_BYTES);
      pieces.push(piece);
      sizes.push(piece.length);
      if (piece.length < PIECE_BYTES) break;
    }
    position = BigInt(at);
  };
  /** The last packet is held back, since only the end of the stream tells where its sound ends. */
  const release = () => {
    if (!held) return;
    add(held.bytes, held.position);
    if (sizes.reduce((sum, size) => sum + size, 0) >= PAGE_BYTES) close();
    held = null;
  };
  return {
    packet(bytes, at, own = false) {
      release();
      if (!own) {
        held = { bytes, position: at };
        return;
      }
      add(bytes, at);
      close();
    },
    end(at) {
      if (held) add(held.bytes, at);
      held = null;
      close(LAST);
    },
  };
}

interface Page {
  flags: number;
  position: bigint;
  number: number;
  sizes: readonly number[];
  pieces: readonly Uint8Array[];
}

function page({ flags, position, number, sizes, pieces }: Page): Uint8Array {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(position, 6);
  head.writeUInt32LE(SERIAL, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(sizes.length, 26);
  const bytes = Buffer.concat([head, Uint8Array.from(sizes), ...pieces]);
  bytes.writeUInt32LE(checksum(bytes), 22);
  return bytes;
}

/** CRC-32 of 0x04c11db7, from the highest bit on, as Ogg has it. */
const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  return value;
});

function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = (value << 8) ^ TABLE[((value >>> 24) ^ byte) & 0xff]!;
  return value >>> 0;
}
