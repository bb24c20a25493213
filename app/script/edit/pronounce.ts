import type { Change } from '../../model/edit.ts';
import { Problem } from '../../model/problem.ts';
import { MOST_PRONUNCIATIONS, type Pronunciation } from '../../model/pronunciation.ts';
import type { Script } from '../../model/script.ts';
import { placesBetween } from './place.ts';

type Rows = Pick<Change, 'pronunciations'>;

/** Throws `edit-impossible` where there would be too many of them. */
export function pronounce({ pronunciations }: Script, changed: readonly Pronunciation[]): Rows {
  const known = new Map(pronunciations.map((one) => [one.id, one]));
  const added = changed.filter(({ id }) => !known.has(id));
  if (pronunciations.length + added.length > MOST_PRONUNCIATIONS) {
    throw new Problem('edit-impossible', 'too many pronunciations', { details: { limit: MOST_PRONUNCIATIONS } });
  }
  const places = placesBetween(pronunciations.at(-1), null, added.length);
  return {
    pronunciations: changed.map((one) => {
      const before = known.get(one.id) ?? null;
      return { before, after: { ...one, place: before?.place ?? places[added.indexOf(one)]! } };
    }),
  };
}

/** Those that are gone already are passed over. */
export function unpronounce({ pronunciations }: Script, ids: readonly string[]): Rows {
  const gone = new Set(ids);
  const before = pronunciations.filter(({ id }) => gone.has(id));
  return { pronunciations: before.map((one) => ({ before: one, after: null })) };
}
