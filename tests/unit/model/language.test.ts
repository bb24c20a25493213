import { expect, test } from 'vitest';
import { directionOf, languageAmong } from '../../../app/model/language.ts';

test('the first language that is one of ours is spoken, in whatever region, and English where none is', () => {
  expect(languageAmong(['', 'pt-BR', 'fr-CA', 'de'])).toBe('fr');
  expect(languageAmong(['AR-eg'])).toBe('ar');
  expect(languageAmong(['en-US', 'de'])).toBe('en');
  expect(languageAmong(['pt', '__proto__', 'constructor'])).toBe('en');
  expect(languageAmong([])).toBe('en');
});

test('only Arabic runs from right to left', () => {
  expect([directionOf('ar'), directionOf('ja')]).toEqual(['rtl', 'ltr']);
});
