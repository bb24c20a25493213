import { expect, test } from 'vitest';
import { Rows } from '../../../app/document/rows.ts';

const cells = (texts: string[], heading = false) => texts.map((text) => ({ text, heading, span: 1 }));

test('rows of three columns and more are told with their headings, and the headings not once more', () => {
  const rows = new Rows();
  expect([
    rows.add(cells(['Year', 'Ships:', ''], true)),
    rows.add(cells(['1890', '12', 'a good year'])),
    rows.add(cells(['1891', '', ''])),
    rows.end(),
  ]).toEqual([[], ['Year: 1890, Ships: 12, a good year'], ['1891'], []]);
});

test('two columns stand for themselves, below their headings', () => {
  const rows = new Rows();
  rows.add(cells(['Thing', 'Price'], true));
  expect(rows.add(cells(['Bread', 'two']))).toEqual(['Thing, Price', 'Bread, two']);
});

test('headings without any row below them are told at the end', () => {
  const rows = new Rows();
  rows.add(cells(['A', 'B', 'C'], true));
  expect(rows.end()).toEqual(['A, B, C']);
});

test('a cell over several columns keeps the others under their headings, one over several rows ends all trust', () => {
  const wide = new Rows();
  wide.add(cells(['A', 'B', 'C'], true));
  const both = { text: 'both', heading: false, span: 2 };
  expect(wide.add([both, ...cells(['last'])])).toEqual(['A: both, C: last']);
  const tall = new Rows();
  tall.add(cells(['A', 'B', 'C'], true));
  tall.distrust();
  expect(tall.add(cells(['1', '2', '3']))).toEqual(['A, B, C', '1, 2, 3']);
});
