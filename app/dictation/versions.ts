import { isDeepStrictEqual } from 'node:util';
import type { DictationRow, Version } from '../store/dictations.ts';

const versionOf = (row: DictationRow): Version => {
  const { text, model, language, translate, tellSpeakers, transcript, speakers } = row;
  return { text, model, language, translate, tellSpeakers, transcript, speakers };
};

const same = (row: DictationRow, { text, transcript }: Version) =>
  row.text === text && isDeepStrictEqual(row.transcript, transcript);

/** The former versions of a recording once it is written down anew: what it says now is the latest of them. */
export function withPresent(row: DictationRow): readonly Version[] {
  const known = row.text.trim() === '' || row.former.some((version) => same(row, version));
  return known ? row.former : [versionOf(row), ...row.former];
}

/**
 * What a row becomes when its latest former version is brought back; null where there is none. What it says now becomes
 * the oldest of them, so that whoever goes on bringing back comes round to it, and nothing is lost.
 */
export function restored(row: DictationRow): Partial<DictationRow> | null {
  const [latest, ...rest] = row.former;
  if (!latest) return null;
  const known = row.text.trim() === '' || row.former.some((version) => same(row, version));
  return { ...latest, former: known ? rest : [...rest, versionOf(row)], status: 'done', problem: null };
}
