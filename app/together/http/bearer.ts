import { Problem } from '../../model/problem.ts';

const VISIBLE = /^[\x21-\x7e]+$/;

/**
 * The Authorization header for a key, or none where there is no key and none is needed. Throws the Problem
 * `key-missing`, or `key-refused` for characters that no header may hold and an error would quote.
 */
export function bearerOf(key: string | null, keyless: boolean): { authorization?: string } {
  const trimmed = key?.trim() || null;
  if (trimmed === null && !keyless) throw new Problem('key-missing', 'there is no key for the service');
  if (trimmed === null) return {};
  if (!VISIBLE.test(trimmed)) throw new Problem('key-refused', 'the key holds characters of no key');
  return { authorization: `Bearer ${trimmed}` };
}
