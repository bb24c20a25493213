import { expect, test } from 'vitest';
import { languageCode } from '../../../../app/together/transcription/language-code.ts';
import { transcriptOf } from '../../../../app/together/transcription/transcript-reply.ts';

const read = (reply: unknown) => transcriptOf(JSON.stringify(reply));
const nothing = { language: null, duration: null, segments: [], words: [], speakers: [] };

const word = (text: string, start: number, end: number, speaker: string | null = null) => ({
  text,
  start,
  end,
  speaker,
});

const spoken = { text: 'Good day.', language: 'english', duration: 2.5 };
const segments = [{ id: 0, start: 0, end: 2.5, text: ' Good day.' }];
const whole = {
  text: 'Good day.',
  language: 'en',
  duration: 2.5,
  segments: [{ start: 0, end: 2.5, text: 'Good day.' }],
  words: [],
  speakers: [],
};

test.each([
  ['json', { text: ' Good day. ' }, { ...nothing, text: 'Good day.' }],
  ['nothing said', { text: '' }, { ...nothing, text: '' }],
  ['verbose_json', { ...spoken, segments }, whole],
  ['a language by its code', { ...spoken, language: 'en', segments }, whole],
  ['a task, which was documented once', { ...spoken, task: 'transcribe', segments }, whole],
  ['a request id and what nobody knows yet', { id: 'o-1', x_new: { deep: [] }, ...spoken, segments }, whole],
  ['null for what is absent', { ...spoken, segments, words: null, speaker_segments: null }, whole],
  ['no segments', { ...spoken }, { ...whole, segments: [] }],
  ['no text, but segments', { ...spoken, text: undefined, segments }, whole],
  [
    'words',
    {
      ...spoken,
      segments,
      words: [
        { word: ' Good', start: 0, end: 1 },
        { word: 'day.', start: 1, end: 2 },
      ],
    },
    { ...whole, words: [word('Good', 0, 1), word('day.', 1, 2)] },
  ],
  [
    'words with ids and speakers',
    { ...spoken, segments, words: [{ id: 0, word: 'Good', start: 0, end: 1, speaker_id: 'SPEAKER_01' }] },
    { ...whole, words: [word('Good', 0, 1, 'SPEAKER_01')] },
  ],
  [
    'words inside of segments only',
    { ...spoken, segments: [{ ...segments[0], words: [{ word: 'Good', start: 0, end: 1 }] }] },
    { ...whole, words: [word('Good', 0, 1)] },
  ],
  [
    'words inside of the turns of speakers only',
    {
      ...spoken,
      segments,
      words: [],
      speaker_segments: [
        {
          id: 1,
          speaker_id: 'SPEAKER_00',
          start: 0,
          end: 2.5,
          text: 'Good day.',
          words: [{ id: 0, word: 'Good', start: 0, end: 1 }],
        },
      ],
    },
    {
      ...whole,
      words: [word('Good', 0, 1, 'SPEAKER_00')],
      speakers: [{ speaker: 'SPEAKER_00', start: 0, end: 2.5, text: 'Good day.' }],
    },
  ],
  [
    'a turn without a text of its own',
    {
      ...spoken,
      segments,
      speaker_segments: [
        {
          speaker_id: 'SPEAKER_00',
          start: 0,
          end: 2,
          words: [
            { word: 'Good', start: 0, end: 1 },
            { word: 'day.', start: 1, end: 2 },
          ],
        },
      ],
    },
    {
      ...whole,
      words: [word('Good', 0, 1, 'SPEAKER_00'), word('day.', 1, 2, 'SPEAKER_00')],
      speakers: [{ speaker: 'SPEAKER_00', start: 0, end: 2, text: 'Good day.' }],
    },
  ],
  [
    'a last word that reaches beyond the recording, and times that run backwards',
    {
      ...spoken,
      segments,
      words: [
        { word: 'Good', start: 1, end: 0.5 },
        { word: 'day.', start: 1.2, end: 7.27 },
      ],
    },
    { ...whole, words: [word('Good', 1, 1), word('day.', 1.2, 2.5)] },
  ],
  [
    'an odd entry among good ones',
    {
      ...spoken,
      segments: [null, 'x', { start: 'a' }, ...segments],
      words: [
        { word: 'Good', start: null, end: 1 },
        { word: 'day.', start: 1, end: 2 },
      ],
    },
    { ...whole, words: [word('day.', 1, 2)] },
  ],
  ['a duration as nonsense', { ...spoken, duration: 'long', segments }, { ...whole, duration: null }],
])('a reply with %s is read', (_name, reply, transcript) => {
  expect(read(reply)).toEqual(transcript);
});

test.each(['', '<html>', '{"text":"Good d', '[]', 'null', '{}', '{"error":{"message":"x"}}', '{"text":7}'])(
  'a reply of %j is no transcript',
  (body) => {
    expect(transcriptOf(body)).toBeNull();
  },
);

test.each([
  ['english', 'en'],
  ['German', 'de'],
  ['haitian creole', 'ht'],
  ['mandarin', 'zh'],
  ['cantonese', 'yue'],
  ['tagalog', 'tl'],
  ['en', 'en'],
  ['PT_BR', 'pt-br'],
  ['zh-Hant-TW', 'zh-hant-tw'],
  ['klingonese', null],
  ['', null],
  ['42', null],
])('the language %j is %j', (said, code) => {
  expect(languageCode(said)).toBe(code);
});
