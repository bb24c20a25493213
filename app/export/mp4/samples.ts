import { u16, u32, u64 } from '../marks/bytes.ts';
import { bytesOf } from '../marks/bytes.ts';
import { fullBox } from './box.ts';

/** Packets in a chunk: one or two seconds of AAC, so that a table of chunks stays small and seeking near. */
const CHUNK_PACKETS = 32;

/** Where the packets of a track lie; two bytes for each, so that twelve hours of them are 2 MB. */
export class SampleTable {
  #sizes = new Uint16Array(4096);
  #chunks: number[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The next packet; an AAC frame has 13 bits for its size. `position` in bytes from the start of the file. */
  add(size: number, position: number): void {
    if (this.#count === this.#sizes.length) {
      const larger = new Uint16Array(this.#count * 2);
      larger.set(this.#sizes);
      this.#sizes = larger;
    }
    if (this.#count % CHUNK_PACKETS === 0) this.#chunks.push(position);
    this.#sizes[this.#count++] = size;
  }

  /** The boxes that tell sizes and places (ISO 14496-12, 8.7). */
  boxes(): Uint8Array {
    const sizes = Buffer.alloc(this.#count * 4);
    for (let i = 0; i < this.#count; i++) sizes.writeUInt32BE(this.#sizes[i]!, i * 4);
    return bytesOf(
      this.#chunkRuns(),
      fullBox('stsz', 0, 0, u32(0), u32(this.#count), sizes),
      fullBox('co64', 0, 0, u32(this.#chunks.length), ...this.#chunks.map(u64)),
    );
  }

  /** Runs of chunks with equally many packets: all, and a shorter last one. */
  #chunkRuns(): Uint8Array {
    const whole = Math.floor(this.#count / CHUNK_PACKETS);
    const rest = this.#count % CHUNK_PACKETS;
    const runs = [
      ...(whole > 0 ? [{ first: 1, packets: CHUNK_PACKETS }] : []),
      ...(rest > 0 ? [{ first: whole + 1, packets: rest }] : []),
    ];
    const fields = runs.flatMap(({ first, packets }) => [u32(first), u32(packets), u32(1)]);
    return fullBox('stsc', 0, 0, u32(runs.length), ...fields);
  }
}

/** The texts of a track, one a chunk each: as QuickTime has them, counted, and with a word on their encoding. */
export function textSample(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const UTF_8 = 0x0000_0100;
  return bytesOf(u16(bytes.length), bytes, u32(12), 'encd', u32(UTF_8));
}
