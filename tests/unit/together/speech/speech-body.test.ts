import { expect, test } from 'vitest';
import { SPEECH_FORMATS } from '../../../../app/together/catalog/abilities.ts';
import { speechBody, type SpeechRequest } from '../../../../app/together/speech/speech-body.ts';

const request = { voice: 'v', language: 'en-gb', input: 'Hello.' };
const KOKORO = 'hexgrad/Kokoro-82M';
const SONIC = 'cartesia/sonic-3';
const MINIMAX = 'minimax/speech-2.8-turbo';

const body = (model: string, more: Partial<SpeechRequest> = {}, stream = false) =>
  speechBody({ ...request, model, ...more }, { stream, formats: SPEECH_FORMATS });

test('what is left out is what takes are made of', () => {
  expect(body(KOKORO)).toEqual({
    json: {
      model: KOKORO,
      input: 'Hello.',
      voice: 'v',
      language: 'en',
      response_format: 'wav',
      response_encoding: 'pcm_s16le',
      sample_rate: 24_000,
      stream: false,
    },
    raw: { encoding: 'pcm_s16le', rate: 24_000 },
  });
});

test('every field has its place', () => {
  const all = { format: 'raw', encoding: 'pcm_f32le', rate: 44_100, alignment: 'word', segment: 'never' } as const;
  const { json, raw } = body(SONIC, { ...all, pronunciations: ['Nguyen/win'] }, true);
  expect(json).toMatchObject({
    response_format: 'raw',
    response_encoding: 'pcm_f32le',
    sample_rate: 44_100,
    alignment: 'word',
    segment: 'never',
    extra_params: { pronunciation_dict: ['Nguyen/win'] },
    stream: true,
  });
  expect(raw).toEqual({ encoding: 'pcm_f32le', rate: 44_100 });
  expect(body(SONIC, { format: 'mp3', bitRate: 64_000 }).json).toMatchObject({ bit_rate: 64_000 });
  expect(body(KOKORO, { format: 'mulaw' }).raw).toEqual({ encoding: 'pcm_mulaw', rate: 24_000 });
});

test.each([
  ['response_format', KOKORO, { format: 'flac' }],
  ['response_format', SONIC, { format: 'opus' }],
  ['response_format', 'lectern/flite', { format: 'mulaw' }],
  ['response_encoding', KOKORO, { format: 'raw', encoding: 'pcm_f32le' }],
  ['response_encoding', MINIMAX, { format: 'raw', encoding: 'pcm_alaw' }],
  ['sample_rate', KOKORO, { rate: 44_100 }],
  ['sample_rate', SONIC, { rate: 96_000 }],
  ['sample_rate', SONIC, { rate: 24_000.5 }],
  ['bit_rate', SONIC, { bitRate: 64_000 }],
  ['bit_rate', KOKORO, { format: 'mp3', bitRate: 64_000 }],
  ['alignment', KOKORO, { alignment: 'word' }],
  ['voice', SONIC, { voice: 'a+b' }],
  ['voice', KOKORO, { voice: 'a+' }],
  ['voice', KOKORO, { voice: ' ' }],
  ['language', KOKORO, { language: 'English' }],
  ['input', KOKORO, { input: ' \n' }],
  ['extra_params.pronunciation_dict', KOKORO, { pronunciations: ['Nguyen'] }],
  ['extra_params.pronunciation_dict', KOKORO, { pronunciations: ['a/b/c'] }],
  ['extra_params.pronunciation_dict', KOKORO, { pronunciations: ['/win'] }],
] as const)('%s is refused here where %s cannot do it', (field, model, more) => {
  expect(() => body(model, more)).toThrow(
    expect.objectContaining({ code: 'request-refused', retryable: false, details: { field } }),
  );
});

test.each([
  [KOKORO, 'en-gb', 'en'],
  [SONIC, 'PT-BR', 'pt'],
  [MINIMAX, 'zh-hk', 'zh-hk'],
  ['lectern/espeak-ng', 'en-GB', 'en-gb'],
  ['my/endpoint', 'zh-hk', 'zh-hk'],
])('%s is asked to read %s as %s', (model, language, sent) => {
  expect(body(model, { language }).json.language).toBe(sent);
});

test('a mix is sent as the API writes it, and a variant of an offline voice as it is', () => {
  expect(body(KOKORO, { voice: 'af_bella (2) + af_heart' }).json.voice).toBe('af_bella(2)+af_heart(1)');
  expect(body('lectern/espeak-ng', { voice: 'en+f3' }).json.voice).toBe('en+f3');
});

test('whoever can only hear samples asks for nothing else', () => {
  expect(() =>
    speechBody({ ...request, model: KOKORO, format: 'mp3' }, { stream: false, formats: ['wav', 'raw'] }),
  ).toThrow(expect.objectContaining({ details: { field: 'response_format' } }));
});
