import { expect, test } from 'vitest';
import { recipeOf } from '../../../app/export/recipe.ts';

const parts = [
  { key: 'aa', pauseAfter: 100 },
  { key: 'bb', pauseAfter: 250 },
];
const tags = { title: 'Title', author: 'Author', language: 'en' };

test('a recipe is the same for the same sound, format and tags', () => {
  const again = { language: 'en', author: 'Author', title: 'Title', chapters: ['of', 'no', 'matter'] };
  expect(recipeOf([...parts], 'mp3', again)).toBe(recipeOf(parts, 'mp3', tags));
  expect(recipeOf(parts, 'mp3', tags)).toMatch(/^[0-9a-f]{64}$/);
});

test('whatever changes the bytes of an MP3 changes its recipe', () => {
  const recipes = [
    recipeOf(parts, 'mp3', tags),
    recipeOf(parts, 'wav', tags),
    recipeOf(parts.toReversed(), 'mp3', tags),
    recipeOf(parts.slice(1), 'mp3', tags),
    recipeOf([parts[0]!, { key: 'bb', pauseAfter: 251 }], 'mp3', tags),
    recipeOf([parts[0]!, { key: 'bc', pauseAfter: 250 }], 'mp3', tags),
    recipeOf(parts, 'mp3', { ...tags, title: 'Other' }),
    recipeOf(parts, 'mp3', { ...tags, author: null }),
    recipeOf(parts, 'mp3', { ...tags, language: 'de' }),
  ];
  expect(new Set(recipes).size).toBe(recipes.length);
});

test('a WAV carries no tags, so they do not change its recipe', () => {
  expect(recipeOf(parts, 'wav', { title: 'Other', author: null, language: null })).toBe(recipeOf(parts, 'wav', tags));
});
