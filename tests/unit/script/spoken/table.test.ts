import { expect, test } from 'vitest';
import { pronunciationsIn, tableOf } from '../../../../app/script/spoken/table.ts';

const one = { written: 'CIA', spoken: 'C I A', wholeWord: true, matchCase: true, language: 'en' };
const other = { written: 'say, "hi"', spoken: 'two\nlines', wholeWord: false, matchCase: false, language: null };

test('what is exported comes back as it was, whatever stands in it', () => {
  expect(pronunciationsIn(tableOf([one, other]))).toEqual([one, other]);
});

test.each([
  ['commas and no heading', 'CIA,C I A\nNato,nay toe\n'],
  ['semicolons', 'written;spoken\nCIA;C I A\nNato;nay toe'],
  ['tabs, and columns in another order', 'Spoken\tWritten\r\nC I A\tCIA\r\nnay toe\tNato\r\n'],
  ['a byte order mark and empty rows', '\ufeffwritten,spoken\n\nCIA,"C I A"\n,,\nNato,nay toe'],
])('a table with %s is read', (_, table) => {
  const usual = { wholeWord: true, matchCase: false, language: null };
  expect(pronunciationsIn(table)).toEqual([
    { written: 'CIA', spoken: 'C I A', ...usual },
    { written: 'Nato', spoken: 'nay toe', ...usual },
  ]);
});

test('what is no table gives what can be read of it', () => {
  expect(pronunciationsIn('')).toEqual([]);
  expect(pronunciationsIn('"never closed')).toEqual([]);
  expect(pronunciationsIn('word\nother,')).toEqual([]);
});
