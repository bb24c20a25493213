import { expect, test } from 'vitest';
import { pieces } from '../../../../app/local/speech/pieces.ts';

const all = (text: string) => [...pieces(text)];

test('a text falls into its sentences', () => {
  expect(all('  One is here. Is two? “Three!” she said.\n\nFour stands alone\nFive')).toEqual([
    'One is here.',
    'Is two?',
    '“Three!” she said.',
    'Four stands alone',
    'Five',
  ]);
});

test('abbreviations and initials end no sentence', () => {
  expect(all('Dr. J. R. Smith met Mrs. Hill at St. Mary. It cost 3.5 pounds, e.g. here. Done.')).toEqual([
    'Dr. J. R. Smith met Mrs. Hill at St. Mary.',
    'It cost 3.5 pounds, e.g. here.',
    'Done.',
  ]);
});

test('a text that ends in an abbreviation keeps its end', () => {
  expect(all('He asked Dr.')).toEqual(['He asked Dr.']);
});

test('sentences of other scripts are told apart', () => {
  expect(all('今日は晴れです。明日は雨です。')).toEqual(['今日は晴れです。', '明日は雨です。']);
});

test('white space is no piece', () => {
  expect(all(' \n\n\t ')).toEqual([]);
});

test('a sentence that is too long is cut after a comma, else between words', () => {
  const clause = `${'word '.repeat(40).trim()}, `;
  expect(all(clause.repeat(3))).toEqual(Array(3).fill(clause.trim()));
  const parts = all('word '.repeat(200));
  expect(parts.every((part) => part.length <= 300 && /^word( word)*$/.test(part))).toBe(true);
  expect(parts.join(' ')).toBe('word '.repeat(200).trim());
});

test('what cannot be cut between words is cut between characters, and nothing is lost', () => {
  const text = `x${'😀'.repeat(500)}`;
  const parts = all(text);
  expect(parts.join('')).toBe(text);
  expect(parts.every((part) => part.isWellFormed() && part.length <= 300)).toBe(true);
  expect(all('\ud83d'.repeat(700)).join('')).toBe('\ud83d'.repeat(700));
});
