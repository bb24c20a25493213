import { createHash } from 'node:crypto';
import { noise } from '../tools/noise.ts';

/** Samples for a character: some 20 characters a second, a brisk reader. */
const PACE = 1_200;
/** Sounds that are kept: those of a moment ago are wanted again. */
const KEPT = 100;
const kept = new Map<string, Int16Array>();

/** How the service reads a text: noise without a sample of zero, the same for the same text, unlike that of any other. */
export function soundOf(text: string): Int16Array {
  const known = kept.get(text);
  if (known) return known;
  const seed = createHash('sha256').update(text).digest().readUInt32LE() % 1_000_003;
  const sound = noise(seed + 1, text.length * PACE);
  kept.set(text, sound);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return sound;
}
