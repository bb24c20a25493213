import { expect, test } from 'vitest';
import { voiceWords } from '../../../app/words/voices.ts';

test.each([
  ['af_bella(2)+af_heart(1)', 'Bella 67 % + Heart 33 %'],
  ['af_bella+am_adam+bf_emma(2)', 'Bella 25 % + Adam 25 % + Emma 50 %'],
  ['hf_alpha+jf_alpha', 'hf_alpha 50 % + jf_alpha 50 %'],
  ['af_heart', 'af_heart'],
  ['en-us+f3', 'en-us+f3'],
  ['calm lady (old)', 'calm lady (old)'],
])('the voice %s is called %s', (voice, called) => {
  expect(voiceWords(voice)).toBe(called);
});
