import { expect, test } from 'vitest';
import { encodingOf } from '../../../app/export/formats/encoding.ts';
import { treatmentOf } from '../../../app/export/loudness/treatment.ts';
import type { Marks } from '../../../app/export/marks/marks.ts';
import { recipeOf } from '../../../app/export/recipe.ts';
import type { SoundWish } from '../../../app/model/export.ts';

const parts = [
  { key: 'aa', pauseAfter: 100 },
  { key: 'bb', pauseAfter: 250 },
];
const book = { title: 'Title', author: 'Author', narrator: null, series: null, year: null, language: 'en' };
const marks: Marks = { book, part: null, cover: null, chapters: ['One', 'Two'] };
const cover = { type: 'image/png', bytes: Uint8Array.of(1, 2, 3) } as const;

const recipe = (wish: SoundWish, said: Partial<Marks> = {}, opens = [0, 1], sound = parts) =>
  recipeOf(sound, {
    ...{ encoding: encodingOf(wish), treatment: treatmentOf(wish) },
    ...{ marks: { ...marks, ...said }, opens },
  });

test('a recipe is the same for the same sound, format and marks', () => {
  const same = recipe(
    { format: 'mp3', rate: 24_000, bitrate: 96_000, channels: 1 },
    { cover: null },
    [0, 1],
    [...parts],
  );
  expect(same).toBe(recipe({ format: 'mp3' }));
  expect(same).toMatch(/^[0-9a-f]{64}$/);
});

test('whatever changes the bytes of an MP3 changes its recipe', () => {
  const recipes = [
    recipe({ format: 'mp3' }),
    recipe({ format: 'm4b' }),
    recipe({ format: 'm4a' }),
    recipe({ format: 'mp3', bitrate: 64_000 }),
    recipe({ format: 'mp3', rate: 48_000 }),
    recipe({ format: 'mp3', channels: 2 }),
    recipe({ format: 'mp3', vbr: true }),
    recipe({ format: 'mp3', loudness: 'acx' }),
    recipe({ format: 'mp3', loudness: 'podcast' }),
    recipe({ format: 'mp3', loudness: -17 }),
    recipe({ format: 'mp3', head: 1 }),
    recipe({ format: 'mp3', tail: 1 }),
    recipe({ format: 'mp3' }, {}, [0, 1], parts.toReversed()),
    recipe({ format: 'mp3' }, {}, [0, 1], parts.slice(1)),
    recipe({ format: 'mp3' }, {}, [0, 1], [parts[0]!, { key: 'bb', pauseAfter: 251 }]),
    recipe({ format: 'mp3' }, {}, [0, 1], [parts[0]!, { key: 'bc', pauseAfter: 250 }]),
    recipe({ format: 'mp3' }, { book: { ...book, title: 'Other' } }),
    recipe({ format: 'mp3' }, { book: { ...book, author: null } }),
    recipe({ format: 'mp3' }, { book: { ...book, year: 1999 } }),
    recipe({ format: 'mp3' }, { chapters: ['One', 'Three'] }),
    recipe({ format: 'mp3' }, { part: { title: 'One', number: 1, of: 2 } }),
    recipe({ format: 'mp3' }, { cover }),
    recipe({ format: 'mp3' }, { cover: { ...cover, bytes: Uint8Array.of(1, 2, 4) } }),
    recipe({ format: 'mp3' }, {}, [0]),
  ];
  expect(new Set(recipes).size).toBe(recipes.length);
});

test('a WAV carries no marks, so they do not change its recipe', () => {
  const other = { book: { ...book, title: 'Other' }, chapters: [], cover };
  expect(recipe({ format: 'wav' }, other, [])).toBe(recipe({ format: 'wav' }));
});
