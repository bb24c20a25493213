import { expect, test } from 'vitest';
import { MOST_INPUT, speechOrder } from '../../../../app/local/speech/speech-order.ts';

const least = { model: 'lectern/flite', input: 'Hello.', voice: 'slt' };

test('a request that says the least gets the documented defaults', () => {
  expect(speechOrder(least)).toEqual({
    model: 'lectern/flite',
    text: 'Hello.',
    voice: 'slt',
    language: 'en',
    format: 'wav',
    encoding: 'pcm_f32le',
    rate: 24_000,
    bitRate: 128_000,
    stream: false,
    words: false,
    rules: [],
  });
});

test('null stands for the default and unknown fields are ignored', () => {
  const asked = { ...least, response_format: null, sample_rate: null, stream: null, alignment: null, speed: 'x' };
  expect(speechOrder(asked)).toEqual(speechOrder(least));
});

test('a stream is raw where no format is named', () => {
  expect(speechOrder({ ...least, stream: true }).format).toBe('raw');
});

test('mulaw is raw sound in that encoding, streamed or not', () => {
  for (const stream of [false, true]) {
    const order = speechOrder({ ...least, response_format: 'mulaw', stream });
    expect([order.format, order.encoding]).toEqual(['raw', 'pcm_mulaw']);
  }
});

test('only a stream has words, and rules are read', () => {
  const asked = { ...least, alignment: 'word', extra_params: { pronunciation_dict: ['Mr/mister'] } };
  expect(speechOrder(asked)).toMatchObject({ words: false, rules: [{ source: 'Mr', replacement: 'mister' }] });
  expect(speechOrder({ ...asked, stream: true }).words).toBe(true);
});

test.each([
  ['model', { ...least, model: '' }],
  ['model', { input: 'x', voice: 'slt' }],
  ['input', { ...least, input: ' \n ' }],
  ['input', { ...least, input: 5 }],
  ['input', { ...least, input: 'x'.repeat(MOST_INPUT + 1) }],
  ['voice', { ...least, voice: null }],
  ['response_format', { ...least, response_format: 'ogg' }],
  ['response_format', { ...least, response_format: 'mp3', stream: true }],
  ['response_encoding', { ...least, response_encoding: 'pcm_u8' }],
  ['sample_rate', { ...least, sample_rate: 7999 }],
  ['sample_rate', { ...least, sample_rate: 48_001 }],
  ['sample_rate', { ...least, sample_rate: 24_000.5 }],
  ['sample_rate', { ...least, sample_rate: '24000' }],
  ['sample_rate', { ...least, sample_rate: 9000, response_format: 'mp3' }],
  ['bit_rate', { ...least, bit_rate: 1000 }],
  ['language', { ...least, language: '../de' }],
  ['alignment', { ...least, alignment: 'phone' }],
  ['segment', { ...least, segment: 'line' }],
  ['extra_params.pronunciation_dict', { ...least, extra_params: { pronunciation_dict: 'a/b' } }],
  ['extra_params.pronunciation_dict.0', { ...least, extra_params: { pronunciation_dict: ['x'.repeat(201)] } }],
  ['stream', { ...least, stream: 'yes' }],
])('a bad %s is refused by its name', (param, body) => {
  expect(() => speechOrder(body)).toThrow(
    expect.objectContaining({ status: 400, message: expect.stringContaining(`'${param}'`) }),
  );
});

test.each([[null], [[]], ['text'], [7]])('%j is refused for being no object', (body) => {
  expect(() => speechOrder(body)).toThrow(expect.objectContaining({ status: 400 }));
});
