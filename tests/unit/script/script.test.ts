import { expect, test } from 'vitest';
import type { Chapter, ChapterRole, Document } from '../../../app/model/document.ts';
import type { Segment } from '../../../app/model/script.ts';
import { buildScript } from '../../../app/script/build.ts';
import { newBlock } from '../../../app/script/edit/blocks.ts';
import { estimate, speechSeconds } from '../../../app/script/estimate.ts';
import { spotIn } from '../../../app/script/spot.ts';

function chapter(role: ChapterRole, ...texts: string[]): Chapter {
  return { title: role, role, paragraphs: texts.map((text) => ({ kind: 'text', text })) };
}
function document(...chapters: Chapter[]): Document {
  return { title: 'A Title', author: 'An Author', language: 'en-gb', chapters };
}
function counter() {
  let count = 0;
  return () => `id${count++}`;
}

test('a script keeps every paragraph under ids of its own and includes the body', () => {
  const built = buildScript(document(chapter('front', 'Thanks.'), chapter('body', 'One.', 'Two.')), counter());
  expect(built).toEqual({
    title: 'A Title',
    author: 'An Author',
    language: 'en-gb',
    cast: [],
    pronunciations: [],
    spelled: false,
    chapters: [
      {
        id: 'id0',
        place: 'a0',
        title: 'front',
        role: 'front',
        included: false,
        blocks: [{ ...newBlock('id1'), place: 'a0', text: 'Thanks.' }],
      },
      {
        id: 'id2',
        place: 'a1',
        title: 'body',
        role: 'body',
        included: true,
        blocks: [
          { ...newBlock('id3'), place: 'a0', text: 'One.' },
          { ...newBlock('id4'), place: 'a1', text: 'Two.' },
        ],
      },
    ],
  });
});

test('chapters without paragraphs are left out, and all the rest is included where there is no body', () => {
  const built = buildScript(
    document(chapter('body'), chapter('notes', 'A note.'), chapter('back', '* * *')),
    counter(),
  );
  expect(built.chapters.map(({ role, included }) => [role, included])).toEqual([
    ['notes', true],
    ['back', true],
  ]);
});

const segment = (spoken: string, pauseAfter = 0): Segment => ({
  id: 'b/0',
  chapter: 'c',
  block: 'b',
  start: 0,
  end: spoken.length,
  spoken,
  voice: { model: 'm', voice: 'v', language: 'en' },
  take: 0,
  sentences: [0],
  pauseAfter,
});

test('an estimate counts all that is heard and prices what is not cached', () => {
  const segments = [segment('a'.repeat(990), 1500), segment('b'.repeat(330), 500)];
  expect(
    estimate(
      segments,
      () => 10,
      (one) => one.spoken.startsWith('a'),
    ),
  ).toEqual({
    segments: 2,
    characters: 1320,
    seconds: 82,
    cost: 0.0033,
    missing: 1,
  });
  expect(speechSeconds(segments[1]!)).toBe(20);
});

test('an estimate without a price has no cost, and one of nothing costs nothing', () => {
  expect(
    estimate(
      [segment('a')],
      () => null,
      () => false,
    ).cost,
  ).toBeNull();
  expect(
    estimate(
      [segment('a')],
      () => null,
      () => true,
    ).cost,
  ).toBe(0);
  expect(
    estimate(
      [],
      () => 10,
      () => false,
    ),
  ).toMatchObject({ segments: 0, characters: 0, seconds: 0, cost: 0 });
});

test('a spot is the sentence that has the share of the characters heard', () => {
  const three = { ...segment(''), start: 100, end: 200, sentences: [100, 110, 160] };
  const ranges = [-1, 0, 0.09, 0.1, 0.59, 0.6, 1, 2].map((fraction) => {
    const { start, end } = spotIn(three, fraction);
    return [start, end];
  });
  expect(ranges).toEqual([
    [100, 110],
    [100, 110],
    [100, 110],
    [110, 160],
    [110, 160],
    [160, 200],
    [160, 200],
    [160, 200],
  ]);
  expect(spotIn(three, 0)).toEqual({ chapter: 'c', block: 'b', segment: 'b/0', start: 100, end: 110 });
});
