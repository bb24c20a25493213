import { expect, test } from 'vitest';
import { describedVoice } from '../../../../app/together/catalog/described-voice.ts';

test.each([
  ['british reading lady', 'en-gb', 'female'],
  ['German conversational woman', 'de', 'female'],
  ['spanish-speaking reporter man', 'es', 'male'],
  ['friendly french man', 'fr', 'male'],
  ['california girl', 'en-us', 'female'],
  ['newsman', null, 'male'],
  ['newslady', null, 'female'],
  ['alabama male', 'en-us', 'male'],
  ['female nurse', null, 'female'],
  ['pleasant brazilian lady', 'pt-br', 'female'],
  ['meditation guide', null, null],
  ['', null, null],
])('%j tells language and gender where it does', (description, language, gender) => {
  expect(describedVoice(description)).toEqual({ language, gender });
});
