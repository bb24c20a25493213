import { expect, test } from 'vitest';
import type { DictationModel } from '../../../app/model/dictation.ts';
import { possible } from '../../../renderer/dictation/wish.ts';

const model: DictationModel = { id: 'm', name: 'M', speakers: true, translates: true, languages: ['en', 'de'] };
const all = { language: 'de', translate: false, speakers: true };

test('what a model can do is asked of it', () => {
  expect(possible(all, model)).toEqual(all);
  expect(possible({ ...all, language: null }, model)).toEqual({ ...all, language: null });
});

test('what it cannot do is not: a language that it does not know, English, speakers', () => {
  expect(possible({ ...all, language: 'ja' }, model).language).toBeNull();
  expect(possible({ ...all, translate: true }, { ...model, translates: false })).toEqual(all);
  expect(possible(all, { ...model, speakers: false }).speakers).toBe(false);
  expect(possible(all, null)).toEqual({ ...all, speakers: false });
});

test('a translation tells no speakers apart', () => {
  expect(possible({ ...all, translate: true }, model)).toEqual({ ...all, translate: true, speakers: false });
});
