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

/** Asks for a key as `key` does, and adds what it gets to what no problem may repeat. */
export function noted(key: () => Promise<string | null>, confidential: string[]): () => Promise<string | null> {
  return async () => {
    const given = (await key())?.trim() ?? null;
    if (given && !confidential.includes(given)) confidential.push(given);
    return given;
  };
}
