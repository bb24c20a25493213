import { expect, test } from 'vitest';
import { createCutter } from '../../../app/script/cutter.ts';
import { newBlock } from '../../../app/script/edit/blocks.ts';
import { segmentsOf, segmentsOfBlock } from '../../../app/script/fit.ts';
import { PAUSES } from '../../../app/script/pauses.ts';

const FIT = { comfortable: 20, most: 40 };
const voice = { model: 'm', voice: 'v', language: 'en' };
const options = { voice, fit: FIT, language: 'en', pauses: PAUSES };
const block = (id: string, text: string, pause: number | null = null) => ({ ...newBlock(id), place: id, text, pause });

test('the same block is cut once, an edited one again, and another size of segment anew', () => {
  const cut = createCutter();
  const one = block('a', 'One sentence here. Another one there.');
  const first = cut(one, 'c', options);
  expect(first).toEqual(segmentsOfBlock(one, 'c', options));
  expect(cut(one, 'c', options)).toBe(first);
  expect(cut({ ...one }, 'c', options)).not.toBe(first);
  expect(cut(one, 'c', { ...options, fit: { comfortable: 200, most: 400 } })).toHaveLength(1);
});

test('a script cut with a memory is the same the second time, and a pause that a person set is kept', () => {
  const cut = createCutter();
  const blocks = [block('a', 'One.', 5000), block('b', 'Two.'), block('c', 'Three.')];
  const chapters = [{ id: 'x', place: 'a', title: 'T', role: 'body' as const, included: true, blocks }];
  const script = { title: 'T', author: null, language: 'en', cast: [], pronunciations: [], spelled: false, chapters };
  const first = segmentsOf(script, { voice, fit: () => FIT }, { cut });
  expect(segmentsOf(script, { voice, fit: () => FIT }, { cut })).toEqual(first);
  expect(segmentsOf(script, { voice, fit: () => FIT })).toEqual(first);
  expect(first.map(({ pauseAfter }) => pauseAfter)).toEqual([5000, PAUSES.paragraph, 0]);
});
