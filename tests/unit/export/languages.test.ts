import { expect, test } from 'vitest';
import { threeLetters } from '../../../app/export/marks/languages.ts';

test('a language tag has its terminologic three-letter code', () => {
  const codes = ['en', 'en-us', 'pt-br', 'zh-hant-tw', 'de', 'FR', 'aa', 'zu', 'haw', 'xx', ''].map(threeLetters);
  expect(codes).toEqual(['eng', 'eng', 'por', 'zho', 'deu', 'fra', 'aar', 'zul', 'haw', null, null]);
});
