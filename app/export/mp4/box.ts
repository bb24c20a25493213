import { bytesOf, type Field, u24, u32, u8 } from '../marks/bytes.ts';

type Part = string | Field | Uint8Array;

/** A box (ISO 14496-12, 4.2): its size, its kind in four letters, what is in it. */
export function box(kind: string, ...parts: Part[]): Uint8Array {
  const body = bytesOf(...parts);
  // The © of iTunes' kinds is one byte, not UTF-8.
  return bytesOf(u32(8 + body.length), Buffer.from(kind, 'latin1'), body);
}

/** A box with a version and flags. */
export const fullBox = (kind: string, version: number, flags: number, ...parts: Part[]): Uint8Array =>
  box(kind, u8(version), u24(flags), ...parts);
