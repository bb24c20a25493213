import { Problem } from '../model/problem.ts';

/**
 * Writes what nobody waits for and what can be done without, such as where somebody listened: a library that has no
 * room for it, or is in use, is no reason for anything else to fail. Answers whether it was written.
 */
export function spare(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (thrown) {
    if (thrown instanceof Problem) return false;
    throw thrown;
  }
}
