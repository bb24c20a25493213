import { Problem } from '../model/problem.ts';
import type { Limits } from './limits.ts';

/**
 * Refuses source that would cost a parser more memory than it may have, before the parser sees it: a heap that
 * overflows in one large step takes the whole process along, so the worker's heap limit must stay the second line.
 * Throws `document-too-complex`.
 */
export function refuseHeavy(source: string, marks: string, limits: Pick<Limits, 'markupLength' | 'marks'>): void {
  if (source.length > limits.markupLength) throw tooHeavy('too much source in one piece', limits.markupLength);
  const meant = new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));
  let count = 0;
  for (let index = 0; index < source.length; index++) {
    if (!meant.has(source.charCodeAt(index))) continue;
    if (++count > limits.marks) throw tooHeavy('too many marks in the source', limits.marks);
  }
}

function tooHeavy(message: string, most: number): Problem {
  return new Problem('document-too-complex', message, { details: { most } });
}
