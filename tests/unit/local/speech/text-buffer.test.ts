import { expect, test } from 'vitest';
import { type Segmentation, TextBuffer } from '../../../../app/local/speech/text-buffer.ts';

/** What comes out at each part, and at the end. */
function out(parts: string[], segmentation: Segmentation, longest = 250): string[][] {
  const buffer = new TextBuffer();
  return [...parts.map((part) => buffer.append(part, segmentation, longest)), buffer.commit(segmentation)];
}

test('sentences come out when the next has begun, however the text is cut', () => {
  expect(out(['It cost 3', '.', '50. Then', ' Dr.', ' Hill came. ', 'Bye'], 'sentence')).toEqual([
    [],
    [],
    ['It cost 3.50.'],
    [],
    [],
    ['Then Dr. Hill came.'],
    ['Bye'],
  ]);
});

test('a text in single characters comes out as the whole text does', () => {
  const text = 'One is here. “Is two?” she asked. Mr. J. Three is gone! And so on';
  const [whole, parts] = [out([text], 'sentence'), out([...text], 'sentence')];
  expect(parts.flat()).toEqual(whole.flat());
  expect(whole.flat()).toHaveLength(4);
});

test('a sentence that is longer than it may be is cut after a comma, else between words', () => {
  expect(out(['one two three, four five'], 'sentence', 20)).toEqual([['one two three,'], ['four five']]);
  expect(out(['one two three four five'], 'sentence', 12)).toEqual([['one two', 'three four'], ['five']]);
});

test('without waiting, every part comes out as it is, and what is only space does not', () => {
  expect(out(['Hel', 'lo. ', '  ', 'Bye'], 'immediate')).toEqual([['Hel'], ['lo.'], [], ['Bye'], []]);
});

test('waiting for a commit, all comes out as one', () => {
  expect(out(['One. ', 'Two. ', 'x'.repeat(300)], 'never').at(-1)).toEqual([`One. Two. ${'x'.repeat(300)}`]);
});

test('what was cleared does not come out', () => {
  const buffer = new TextBuffer();
  buffer.append('One. Two', 'sentence', 250);
  buffer.clear();
  expect([buffer.length, buffer.commit('sentence')]).toEqual([0, []]);
});
