import { expect, test } from 'vitest';
import { transcriptionOrder } from '../../../../app/local/hearing/transcription-order.ts';
import { transcriptionReply } from '../../../../app/local/hearing/transcription-reply.ts';

const upload = (fields: Record<string, string[]>, stored = true) => ({
  fields: new Map(Object.entries(fields)),
  stored,
});
const order = (fields: Record<string, string[]>) => transcriptionOrder(upload(fields));

test('a form that has only a file asks for text', () => {
  expect(order({})).toEqual({ verbose: false, words: false, speakers: false });
});

test.each([['segment', 'word'], ['segment,word'], ['["segment", "word"]'], ['word']])(
  'granularities may come as %j',
  (...values) => {
    expect(order({ response_format: ['verbose_json'], timestamp_granularities: values })).toEqual({
      verbose: true,
      words: true,
      speakers: false,
    });
  },
);

test('speakers make the reply a verbose one', () => {
  expect(order({ diarize: ['true'] })).toEqual({ verbose: true, words: false, speakers: true });
});

test.each([
  ['model', { model: ['openai/whisper-large-v9'] }, 404],
  ['language', { language: ['de'] }, 400],
  ['response_format', { response_format: ['srt'] }, 400],
  ['timestamp_granularities', { timestamp_granularities: ['phone'] }, 400],
  ['diarize', { diarize: ['perhaps'] }, 400],
])('a bad %s is refused', (param, fields, status) => {
  expect(() => order(fields as Record<string, string[]>)).toThrow(expect.objectContaining({ status }));
  try {
    order(fields as Record<string, string[]>);
  } catch (refusal) {
    expect(JSON.parse(JSON.stringify(refusal))).toMatchObject({ error: { param } });
  }
});

test.each(['auto', 'en', 'en-US', 'english', ''])('the language %j is understood', (language) => {
  expect(() => order({ language: [language] })).not.toThrow();
});

test('a URL is refused with the reason, nothing at all is missed', () => {
  expect(() => transcriptionOrder(upload({ file: ['https://x.example/a.wav'] }, false))).toThrow('fetches nothing');
  expect(() => transcriptionOrder(upload({}, false))).toThrow("'file' is required");
});

const words = [
  { word: 'hello', start: 0.1, end: 0.5 },
  { word: 'world', start: 0.6, end: 1 },
  { word: 'bye', start: 2, end: 2.5 },
];
const heard = {
  duration: 3,
  segments: [
    { text: 'hello world', start: 0.1, end: 1, words: words.slice(0, 2) },
    { text: 'bye', start: 2, end: 2.5, words: words.slice(2) },
  ],
};

test('the reply has the shape that was asked for', () => {
  const plain = { verbose: false, words: false, speakers: false };
  const verbose = {
    language: 'en',
    duration: 3,
    text: 'hello world bye',
    segments: [
      { id: 0, start: 0.1, end: 1, text: 'hello world' },
      { id: 1, start: 2, end: 2.5, text: 'bye' },
    ],
  };
  expect(transcriptionReply(heard, plain)).toEqual({ text: 'hello world bye' });
  expect(transcriptionReply(heard, { ...plain, verbose: true })).toEqual(verbose);
  expect(transcriptionReply(heard, { ...plain, verbose: true, words: true })).toEqual({ ...verbose, words });
  const speaker_id = 'SPEAKER_00';
  expect(transcriptionReply(heard, { verbose: true, words: true, speakers: true })).toEqual({
    ...verbose,
    words: words.map((word) => ({ ...word, speaker_id })),
    speaker_segments: [
      {
        id: 0,
        speaker_id,
        start: 0.1,
        end: 2.5,
        text: 'hello world bye',
        words: words.map((word, id) => ({ id, ...word, speaker_id })),
      },
    ],
  });
});

test('where nothing was said nobody spoke', () => {
  const nothing = transcriptionReply({ duration: 1, segments: [] }, { verbose: true, words: true, speakers: true });
  expect(nothing).toEqual({ language: 'en', duration: 1, text: '', segments: [], words: [], speaker_segments: [] });
});
