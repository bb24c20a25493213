import { expect, test } from 'vitest';
import { takeKey } from '../../../app/synthesis/key.ts';

const voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_alloy', language: 'en' };

test('a key is SHA-256 over the JSON of model, voice, language, text and encoding', () => {
  // printf '["hexgrad/Kokoro-82M","af_alloy","en","Hello.","pcm_s16le@24000"]' | sha256sum
  expect(takeKey('Hello.', voice)).toBe('7138c7199ad2f23f85ba574c3f4b187b8b5887a8ca834e176dce94b832e4461a');
});

test('whatever decides the sound decides the key, and parts do not run together', () => {
  const keys = [
    takeKey('Hello.', voice),
    takeKey('Hello', voice),
    takeKey('Hello.', { ...voice, model: 'other' }),
    takeKey('Hello.', { ...voice, voice: 'bf_alice' }),
    takeKey('Hello.', { ...voice, language: 'en-gb' }),
    takeKey('b', { ...voice, language: 'a' }),
    takeKey('', { ...voice, language: 'ab' }),
    takeKey('","', { model: '', voice: '', language: '' }),
    takeKey('', { model: '', voice: '', language: '","' }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('what a voice carries besides does not change the key', () => {
  const speaking = { ...voice, speed: 1.5, format: 'mp3' };
  expect(takeKey('Hello.', speaking)).toBe(takeKey('Hello.', voice));
});
