import { expect, test } from 'vitest';
import { withoutFurniture } from '../../../../app/document/pdf/furniture.ts';
import type { Page } from '../../../../app/document/pdf/page.ts';
import { regionsOf } from '../../../../app/document/pdf/region.ts';
import type { Segment } from '../../../../app/document/pdf/segment.ts';

let order = 0;
/** A line of 10 points; a letter is 5 points wide. */
const line = (text: string, x: number, y: number): Segment => ({
  ...{ text, x, y, right: x + text.length * 5, size: 10, font: 'f', rtl: false, turn: 0, firstWord: 20 },
  order: order++,
});
const texts = (segments: readonly Segment[]) => segments.map(({ text }) => text);
const words = 'a line of words that fills all of it';
const lines = (name: string, x: number, count: number, from = 100) =>
  Array.from({ length: count }, (_, index) => line(`${name}${index} ${words}`, x, from + index * 12));

test('two columns are read one after the other, and what reaches across both comes where it stands', () => {
  const title = line('a title that is long enough to reach across both of the columns on this page', 50, 60);
  const [left, right] = [lines('l', 50, 6), lines('r', 260, 6)];
  expect(regionsOf([title, ...left, ...right]).map(texts)).toEqual([texts([title]), texts(left), texts(right)]);
});

test('rows of a table are read row by row', () => {
  const rows = Array.from({ length: 6 }, (_, row) => [
    line(`name ${row}`, 50, 100 + row * 12),
    line('12', 250, 100 + row * 12),
  ]);
  expect(regionsOf(rows.flat())).toHaveLength(1);
});

test('heads, feet and numbers of pages go, also where left and right pages differ and titles change', () => {
  const titles = ['One', 'One', 'Two', 'Two', 'Three', 'Three'];
  const pages: Page[] = titles.map((title, index) => ({
    ...{ number: index + 1, height: 800, wordless: false },
    segments: [
      index % 2 === 0 ? line('The Book', 50, 30) : line(`Chapter ${title}`, 200, 30),
      ...lines(`p${index} `, 50, 20),
      line(String(index + 7), 300, 780),
    ],
  }));
  const kept = withoutFurniture(pages).map(({ segments }) => segments.length);
  expect(kept).toEqual([20, 20, 20, 20, 20, 20]);
});

test('the last page of a chapter loses its head and number, however little text it has between them', () => {
  const pages: Page[] = [20, 1, 20, 20].map((count, index) => ({
    ...{ number: index + 1, height: 800, wordless: false },
    segments: [line('The Book', 50, 30), ...lines(`p${index} `, 50, count), line(String(index + 1), 300, 780)],
  }));
  expect(withoutFurniture(pages).map(({ segments }) => segments.length)).toEqual([20, 1, 20, 20]);
});

test('the number of a chapter is none of a page, though it may stand on a page of that number', () => {
  const pages: Page[] = Array.from({ length: 3 }, (_, index) => ({
    ...{ number: index + 1, height: 800, wordless: false },
    segments: [
      line('The Book', 50, 30),
      ...(index === 0 ? [line('Chapter 1', 50, 70)] : []),
      ...lines(`p${index} `, 50, 20),
      line(String(index + 1), 300, 780),
    ],
  }));
  expect(withoutFurniture(pages).map(({ segments }) => segments.length)).toEqual([21, 20, 20]);
});

test('text that begins every page at the same place stays', () => {
  const pages: Page[] = Array.from({ length: 5 }, (_, index) => ({
    ...{ number: index + 1, height: 800, wordless: false },
    segments: lines(`page ${'abcde'[index]!} `, 50, 20, 40),
  }));
  expect(withoutFurniture(pages).map(({ segments }) => segments.length)).toEqual([20, 20, 20, 20, 20]);
});
