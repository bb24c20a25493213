import { expect, test } from 'vitest';
import { unrepeated, wordsOf } from '../../../../app/together/realtime/repeats.ts';

const cases = [
  ['nothing was said before', '', 'Hello there.', 'Hello there.', ''],
  ['all of it is old', 'the quick brown fox', 'Quick brown fox.', '', ''],
  ['it is old, and more of the old may follow', 'yes no maybe', 'Yes.', '', 'no maybe'],
  ['old words go over into new ones', 'the quick brown fox', 'brown fox jumps over.', 'jumps over.', ''],
  ['punctuation stands between', 'I said hello', 'Hello, world!', 'world!', ''],
  ['the sound set in within a word', 'the quick brown fox', 'own fox and hound', 'own fox and hound', ''],
  ['the sound set in within a word, and two follow', 'a quick brown fox', 'ick brown fox jumps', 'jumps', ''],
  ['the old words are elsewhere', 'brown fox ran away', 'brown fox jumps', 'brown fox jumps', ''],
  ['it is new', 'the quick brown fox', 'A hound slept.', 'A hound slept.', ''],
  ['a language has no spaces', '我们今天去北京', '今天去北京看看', '看看', ''],
  ['it says nothing', 'the fox', '', '', ''],
] as const;

test.each(cases)('where %s', (_name, before, text, left, after) => {
  expect(unrepeated(wordsOf(before), text)).toEqual({ text: left, before: wordsOf(after) });
});
