import type { Cover } from '../model/document.ts';

const signatures: readonly [Cover['mediaType'], readonly number[]][] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** A picture of one of the kinds that tags of audio files can hold, by its first bytes; null for any other. */
export function pictureOf(bytes: Uint8Array): Cover | null {
  const known = signatures.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte));
  return known ? { mediaType: known[0], bytes } : null;
}
