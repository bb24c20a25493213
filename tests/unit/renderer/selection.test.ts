import { expect, test } from 'vitest';
import { Selection } from '../../../renderer/state/selection.svelte.ts';

const rows = ['A', 'a1', 'a2', 'B', 'b1'].map((id) => ({ id, block: id === id.toUpperCase() ? null : id }));
const index = (id: string) => {
  const found = rows.findIndex((row) => row.id === id);
  return found < 0 ? undefined : found;
};
const selection = () => new Selection(() => rows, index);

test('a range grows from where it began, across a chapter whose title is no block', () => {
  const marked = selection();
  marked.mark('a2');
  marked.mark('b1', true);
  expect([marked.blocks, marked.head, marked.has('B'), marked.has('a1')]).toEqual([['a2', 'b1'], 'b1', true, false]);
  marked.mark('a1', true);
  expect(marked.blocks).toEqual(['a1', 'a2']);
});

test('all of it, one of it, nothing of it', () => {
  const marked = selection();
  marked.all();
  expect(marked.blocks).toEqual(['a1', 'a2', 'b1']);
  marked.mark('b1');
  expect(marked.blocks).toEqual(['b1']);
  marked.clear();
  expect([marked.blocks, marked.head]).toEqual([[], null]);
});

test('what is marked is gone when its block is', () => {
  const marked = selection();
  marked.mark('gone');
  expect([marked.blocks, marked.head, marked.has('gone')]).toEqual([[], null, false]);
});

test('the neighbour of a block is the next block, also in another chapter', () => {
  const marked = selection();
  expect([marked.neighbour('a2', 1), marked.neighbour('b1', -1), marked.neighbour('b1', 1)]).toEqual([
    'b1',
    'a2',
    null,
  ]);
});
