import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/document/limits.ts';
import { readText } from '../../../app/document/text.ts';

const read = (text: string, name = 'a-quiet_place.txt') => readText(text, name, defaultLimits);
const texts = (text: string) => read(text).chapters.flatMap((chapter) => chapter.paragraphs.map((each) => each.text));
const titles = (text: string) => read(text).chapters.map((chapter) => chapter.title);

test('hard-wrapped lines are joined, and a blank line parts paragraphs', () => {
  expect(texts('it was late and\nthe road was\nlong.\n\n\nhe walked on, well-\nknown as he was--\nor not.\n')).toEqual([
    'it was late and the road was long.',
    'he walked on, well-known as he was--or not.',
  ]);
});

test('without blank lines every line is a paragraph', () => {
  expect(texts('one line.\r\nanother line.\ra third line.')).toEqual(['one line.', 'another line.', 'a third line.']);
});

test('lines too long to have been broken by hand stay apart', () => {
  const long = 'the sea was calm and '.repeat(8).trim();
  expect(texts(`${long}\nshort.\n\nend.`)).toEqual([long, 'short.', 'end.']);
});

test('an indented line begins a paragraph where paragraphs are marked that way', () => {
  expect(texts('no title.\n\n  first of one,\nsecond of one.\n  first of two,\nsecond of two.')).toEqual([
    'no title.',
    'first of one, second of one.',
    'first of two, second of two.',
  ]);
});

test('the first line is the title if it looks like one, else the file name is', () => {
  expect(read('The Sea\n\nit was blue.').title).toBe('The Sea');
  expect(read('It was a dark night.\n\nit was blue.').title).toBe('a-quiet place');
  expect(read('it was\n\nblue.').title).toBe('a-quiet place');
  expect(read('CHAPTER I\n\nit was blue.').title).toBe('a-quiet place');
  expect(read('one line.', 'the-sea.txt').title).toBe('the sea');
});

test('lines that name a chapter begin one', () => {
  expect(
    titles(
      [
        ...[
          'Opening words.',
          'CHAPTER I',
          'text.',
          'Chapter 2: The House',
          'text.',
          'Chapter Twenty-One. Home',
          'text.',
        ],
        ...[
          'PART THE FIRST',
          'text.',
          'Kapitel 3',
          'text.',
          'Epilogue',
          'text.',
          'ACT II',
          'SCENE 1. A Street',
          'text.',
        ],
      ].join('\n\n'),
    ),
  ).toEqual([
    ...['a-quiet place', 'CHAPTER I', 'Chapter 2: The House', 'Chapter Twenty-One. Home'],
    ...['PART THE FIRST', 'Kapitel 3', 'Epilogue', 'ACT II', 'SCENE 1. A Street'],
  ]);
});

test('sentences that begin like a chapter line begin none', () => {
  const lines = [
    'Chapter one of his life was over.',
    'Part I played myself.',
    'Book two was lost',
    'Index cards lay about.',
  ];
  expect(titles(`Words.\n\n${lines.join('\n\n')}`)).toEqual(['a-quiet place']);
});

test('the title of a chapter may stand on the next line or after a blank one', () => {
  expect(titles('CHAPTER I.\nThe Train\n\ntext.\n\nCHAPTER II\n\nThe Bus\n\ntext.\n\nCHAPTER III\n\nHe ran.')).toEqual([
    'CHAPTER I: The Train',
    'CHAPTER II: The Bus',
    'CHAPTER III',
  ]);
});

test('underlined lines are headings', () => {
  expect(titles('A start.\n\nThe Last Word\n-------------\nthe end.')).toEqual(['a-quiet place', 'The Last Word']);
});

test('numbered and starred lines are items, and indented short lines are verse', () => {
  const { paragraphs } = read('start.\n\n* one\n* two\n  more\n\n   the wheels go round,\n   the wheels go round.')
    .chapters[0]!;
  expect(paragraphs).toEqual([
    { kind: 'text', text: 'start.' },
    { kind: 'item', text: 'one' },
    { kind: 'item', text: 'two more' },
    { kind: 'verse', text: 'the wheels go round,\nthe wheels go round.' },
  ]);
});

test('what can not be spoken is left out: controls, soft hyphens, ornaments', () => {
  expect(texts('soft\u00adness and\u200b a \u0007bell\ufeff.\n\n* * *\n\nan odd \ud800 half')).toEqual([
    'softness and a bell.',
    'an odd \ufffd half',
  ]);
});

test('a text without a word in it is refused', () => {
  expect(() => read('* * *\n\n---\n\n?!')).toThrow(expect.objectContaining({ code: 'document-without-text' }));
});

test('numbers in brackets that hug a word point to notes, others are text', () => {
  const { chapters } = read('The tower[1] stood.[2][3] See [4] and a[5].\n\n[1] A tall one.');
  expect(chapters[0]!.paragraphs).toEqual([
    {
      ...{ kind: 'text', text: 'The tower stood. See [4] and a[5].' },
      marks: [
        { at: 9, sign: '1' },
        { at: 16, sign: '2' },
        { at: 16, sign: '3' },
      ],
    },
    { kind: 'text', text: '[1] A tall one.' },
  ]);
});

test('a line of stars parts paragraphs, one of emoji is a paragraph', () => {
  expect(texts('one.\n\n😀🎉\n\n* * *\n\n❦\n\ntwo.')).toEqual(['one.', '😀🎉', 'two.']);
});
