import type { MendedPart } from '../model/status.ts';

const WORDS: Readonly<Record<MendedPart, string>> = {
  voices: 'The offline voices had stopped and were started again.',
  reader: 'Reading the document had stopped and was begun again.',
  encoder: 'Writing the export had stopped and was begun again.',
};

/** What a person is told of a part that ended by itself and is back. */
export const mendedWords = (part: MendedPart) => ({ happened: WORDS[part], kept: 'Nothing was lost.' });
