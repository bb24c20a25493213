import { expect, test } from 'vitest';
import { endsAtFirst, itemsOf, overAt, type Progress } from '../../../../app/together/live/live-completion.ts';

test.each([
  ['One.', { language: 'en' }, 1],
  ['One. Two! Three?', { language: 'en' }, 3],
  ['One. ... Two.', { language: 'en' }, 2],
  ['一。二。', { language: 'zh' }, 2],
  ['…', { language: 'en' }, 1],
  ['One. Two! Three?', { language: 'en', segment: 'never' }, 1],
  [`${'long '.repeat(60)}.`, { language: 'en' }, 2],
  [`${'long '.repeat(60)}.`, { language: 'en', longestPart: 400 }, 1],
  [`${'long '.repeat(60)}.`, { language: 'en', segment: 'never', longestPart: 100 }, 4],
] as const)('%s makes so many items with %o', (text, settings, items) => {
  expect(itemsOf(text, settings)).toBe(items);
});

const LONG = 'x'.repeat(251);

test.each([
  ['One. Two.', 'never', undefined, true],
  ['One. Two.', 'sentence', undefined, false],
  ['One.', undefined, undefined, false],
  [LONG.slice(1), 'never', undefined, true],
  [LONG, 'never', undefined, false],
  // No document says up to where a greater length is heeded.
  [LONG, 'never', 1_000, false],
  ['One. Two.', 'never', 5, false],
] as const)(
  'the first end of %s, divided %s and at %s, is known to be the last: %s',
  (text, segment, longestPart, known) => {
    const settings = { ...(segment && { segment }), ...(longestPart && { longestPart }) };
    expect(endsAtFirst(text, settings)).toBe(known);
  },
);

const progress: Progress = { heard: 1_000, done: 0, ended: false, expected: 1 };

test.each([
  ['nothing', {}, 0, 21_000],
  ['sound', {}, 0, 21_000],
  ['sound of others', {}, 4_000, 24_000],
  ['sound of others for ever', {}, 500_000, 61_000],
  ['the last end', { done: 1, ended: true }, 1_000, 1_500],
  ['the first of two ends', { done: 1, ended: true, expected: 2 }, 1_000, 5_000],
  ['an end that others talk over', { done: 1, ended: true }, 9_000, 1_500],
])('after %s a text is over when it is', (_, change, socketHeard, at) => {
  expect(overAt({ ...progress, ...change }, socketHeard)).toBe(at);
});
