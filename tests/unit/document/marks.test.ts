import { expect, test } from 'vitest';
import { endMarks, noteMark, partMarks, withoutMarks } from '../../../app/document/marks.ts';

const [one, star] = [noteMark('[1]'), noteMark(' * ')];

test('marks are parted from their text with the one space that it needs, and where they stood is known', () => {
  expect(partMarks(`A wick${one} burned ${star} long.${one}`)).toEqual({
    text: 'A wick burned long.',
    marks: [
      { at: 6, sign: '1' },
      { at: 14, sign: '*' },
      { at: 19, sign: '1' },
    ],
  });
  expect(partMarks(`${one} A line ${one}\nand another ${one}`)).toEqual({
    text: 'A line\nand another',
    marks: [0, 6, 18].map((at) => ({ at, sign: '1' })),
  });
  expect(partMarks('No mark.')).toEqual({ text: 'No mark.', marks: [] });
});

test('what is no mark whole is neither heard nor hides what is', () => {
  const text = `a\ufdd0${'b'.repeat(50)}\ufdd1c\ufdd1`;
  expect(partMarks(text)).toEqual({ text: `a${'b'.repeat(50)}c`, marks: [] });
  expect(withoutMarks(`a\ufdd0\ufdd0${one}b`)).toBe('ab');
  expect([noteMark('[ ]'), noteMark('See (12 b).')]).toEqual(['', '\ufdd0See 12 b\ufdd1']);
});

test('marks at the end of a line are told from those within it', () => {
  expect(endMarks(`one${one} two${one}${star}`)).toEqual([`one${one} two`, `${one}${star}`]);
  expect(endMarks(`one${one} two`)).toEqual([`one${one} two`, '']);
});
