import { expect, test } from 'vitest';
import { spokenOf } from '../../../../app/script/spoken.ts';

const spell = (text: string, language: string | null) => spokenOf(text, { rules: [], spelled: true }, language).text;

test.each([
  [
    'en',
    'In 1871 and 1905, 2,500 men.',
    'In eighteen seventy-one and nineteen oh five, two thousand five hundred men.',
  ],
  ['en-us', 'It is 3.14 or 0.5.', 'It is three point one four or zero point five.'],
  ['en', 'the 3rd of 21', 'the third of twenty-one'],
  ['en', '$5.20, £1, 12% and €3', 'five dollars twenty, one pound, twelve percent and three euros'],
  [
    'en',
    'Mr. Brown, Dr. Ames, No. 5, e.g. tea, etc.',
    'Mister Brown, Doctor Ames, number five, for example tea, et cetera.',
  ],
  [
    'de',
    '1871 kamen 1.234,5 Tonnen, z. B. 3 %',
    'achtzehnhunderteinundsiebzig kamen eintausendzweihundertvierunddreißig Komma fünf Tonnen, zum Beispiel drei Prozent',
  ],
  ['fr', 'M. Dupont, le 1er, a 21 livres', 'Monsieur Dupont, le premier, a vingt et un livres'],
  ['es', 'La Sra. Paz: 15 %', 'La señora Paz: quince por ciento'],
  ['it', 'Il Sig. Rossi ha 3 case', 'Il signor Rossi ha tre case'],
  ['pt-br', 'O Dr. Reis tem 2 filhos', 'O doutor Reis tem dois filhos'],
])('in %s "%s" is written out', (language, text, spoken) => {
  expect(spell(text, language)).toBe(spoken);
});

test.each(['at 10:30 on 3/4', 'B2, 4x4, A-10, 007', '10–12 or 10-12', 'ISBN 978-3-16', 'v1.2.3', 'call 555-1234'])(
  'codes, times, dates and ranges are left to the voice: %s',
  (text) => expect(spell(text, 'en')).toBe(text),
);

test('a language that is not known is left alone, and so is a text of none', () => {
  expect([spell('21 kissaa', 'fi'), spell('21 cats', null)]).toEqual(['21 kissaa', '21 cats']);
});

test('what is written out leads back to where it is written', () => {
  const said = spokenOf('He paid $5.20  to Dr. Ames', { rules: [], spelled: true }, 'en');
  const at = said.text.indexOf('dollars');
  expect(said.text).toBe('He paid five dollars twenty to Doctor Ames');
  expect(said.written(at, at + 7)).toEqual({ start: 8, end: 13 });
  const name = said.text.indexOf('Ames');
  expect(said.written(name, name + 4)).toEqual({ start: 22, end: 26 });
});
