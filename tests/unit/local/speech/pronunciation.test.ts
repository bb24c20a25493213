import { expect, test } from 'vitest';
import { pronounced, pronunciations } from '../../../../app/local/speech/pronunciation.ts';

const said = (text: string, ...rules: string[]) => pronounced(text, pronunciations(rules));

test('a rule holds for whole words, as they are written, marks and all', () => {
  expect(said('CIA and CIAO, cia. (CIA)', 'CIA/C. I. A.')).toBe('C. I. A. and CIAO, cia. (C. I. A.)');
  expect(said('C++ costs $1.', 'C++/see plus plus', '$1/a dollar')).toBe('see plus plus costs a dollar.');
});

test('the longer source comes first, of equal ones the first, and what came out is not read again', () => {
  expect(said('New York, New', 'New/Old', 'New York/NY', 'New/Wrong', 'Old/Older')).toBe('NY, Old');
});

test('a replacement may have slashes and be empty; what is no rule is left out', () => {
  expect(said('a b c', 'a/x/y', 'b/', 'c', '/d')).toBe('x/y  c');
});
