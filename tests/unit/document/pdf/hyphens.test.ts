import { expect, test } from 'vitest';
import { Vocabulary } from '../../../../app/document/pdf/hyphens.ts';

function joining(...lines: string[]): (before: string, after: string) => string {
  const words = new Vocabulary();
  for (const line of lines) words.learn(line);
  return (before, after) => words.join(before, after);
}

test('a word torn by a line end is made whole, whether the text has it elsewhere or not', () => {
  expect(joining()('it was an extra-', 'ordinary day')).toBe('it was an extraordinary day');
  expect(joining('the only Wattenmeer there is')('das Watten-', 'Meer')).toBe('das WattenMeer');
  expect(joining()('soft\u00ad', 'ware')).toBe('software');
});

test('a hyphen within a word stays where the text has the word with it elsewhere', () => {
  expect(joining('a well-known man there')('he was well-', 'known')).toBe('he was well-known');
  expect(joining('in a sea-chest there')('she had a sea-', 'chest of oak')).toBe('she had a sea-chest of oak');
});

test('before a capital or a number the hyphen is part of the word', () => {
  expect(joining()('the Anglo-', 'Saxon king')).toBe('the Anglo-Saxon king');
  expect(joining()('from 1914-', '1918')).toBe('from 1914-1918');
});

test('other line ends are spaces, but for dashes and scripts without spaces', () => {
  expect(joining()('one line', 'and the next')).toBe('one line and the next');
  expect(joining()('a pause—', 'and on')).toBe('a pause—and on');
  expect(joining()('小小的', '灯塔')).toBe('小小的灯塔');
});
