import { expect, test } from 'vitest';
import { Find } from '../../../renderer/state/find.svelte.ts';

test('steps go round, begin where the person is, and see what was typed meanwhile', () => {
  const blocks = [
    { id: 'a', text: 'A lamp. Another LAMP?' },
    { id: 'b', text: 'None here.' },
    { id: 'c', text: 'lamp' },
  ];
  const find = new Find(() => blocks);
  find.query = 'lamp';
  expect([find.count, find.number]).toEqual([3, 0]);
  expect(find.step(1, 'b')).toEqual({ block: 'c', start: 0, end: 4 });
  expect(find.step(1, 'b')).toEqual({ block: 'a', start: 2, end: 6 });
  expect(find.step(-1, 'b')).toEqual({ block: 'c', start: 0, end: 4 });
  blocks[2]!.text = 'dark';
  expect([find.step(1, 'b'), find.count]).toEqual([{ block: 'a', start: 2, end: 6 }, 2]);
});

test('backwards from the first step leads to the one before; signs mean themselves; any space matches', () => {
  const find = new Find(() => [
    { id: 'a', text: 'Why (not)?' },
    { id: 'b', text: 'Why\u00a0(not)?' },
  ]);
  find.query = 'why (NOT)?';
  expect(find.step(-1, 'b')?.block).toBe('a');
  find.query = ' ';
  expect([find.count, find.step(1, null)]).toEqual([0, null]);
});
