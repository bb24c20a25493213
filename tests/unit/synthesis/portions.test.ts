import { expect, test } from 'vitest';
import { portions } from '../../../app/synthesis/portions.ts';

const LONG = 'It was a bright cold day in April, and the clocks were striking thirteen. ';

test.each([
  ['one sentence', LONG, 1],
  ['two sentences', LONG + LONG, 2],
  ['a short one at the start', `No. ${LONG}`, 1],
  ['a short one at the end', `${LONG}Well.`, 1],
  ['a short one between', `${LONG}Well. ${LONG}`, 2],
  ['nothing but short ones', 'No. Yes. Well. Hm.', 1],
  ['no letter at all', '***', 1],
])('%s: the portions are the text, and none is very short that has a neighbour', (_, text, count) => {
  const parts = portions(text, 'en');
  expect(parts.length).toBe(count);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.map(({ start }) => text.slice(start))).toEqual(
    parts.map((_, i) =>
      parts
        .slice(i)
        .map((part) => part.text)
        .join(''),
    ),
  );
  if (count > 1) for (const part of parts) expect(part.text.length).toBeGreaterThanOrEqual(60);
});

test('a short one stays alone where it would make its neighbour too long to be spoken in one go', () => {
  const long = `${'word '.repeat(49)}end. `;
  expect(portions(`${long}Well.`, 'en')).toEqual([
    { text: long, start: 0 },
    { text: 'Well.', start: long.length },
  ]);
});
