/** A number as so many bytes, the highest first. */
export interface Field {
  bytes: 1 | 2 | 3 | 4 | 8;
  value: number;
}

export const u8 = (value: number): Field => ({ bytes: 1, value });
export const u16 = (value: number): Field => ({ bytes: 2, value });
export const u24 = (value: number): Field => ({ bytes: 3, value });
export const u32 = (value: number): Field => ({ bytes: 4, value });
export const u64 = (value: number): Field => ({ bytes: 8, value });

/** Texts in UTF-8, numbers, and bytes, one after the other. */
export function bytesOf(...parts: readonly (string | Field | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : asBytes(part))));
}

function asBytes(part: Field | Uint8Array): Uint8Array {
  if (part instanceof Uint8Array) return part;
  return Uint8Array.from({ length: part.bytes }, (_, i) => Math.floor(part.value / 256 ** (part.bytes - 1 - i)) % 256);
}
