import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/document/limits.ts';
import { readSubtitles } from '../../../app/document/subtitles.ts';

const read = (text: string) => readSubtitles(text, 'film.srt', defaultLimits);
const texts = (text: string) => read(text).chapters.flatMap(({ paragraphs }) => paragraphs.map((each) => each.text));

test('every cue of SubRip is a paragraph, without its number, times, styles and places', () => {
  expect(
    texts(
      '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<i>Hello,</i>\r\n<font color="red">Anna</font>.\r\n\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n- No.\r\n',
    ),
  ).toEqual(['Hello, Anna.', '- No.']);
});

test('WebVTT names its title, language and who speaks, once until another does', () => {
  const { title, language, chapters } = read(
    'WEBVTT - The pump\nLanguage: en\n\nNOTE not for you\nreally\n\nintro\n00:01.000 --> 00:02.000 line:0\n<v Anna>Tom &amp; I</v>\n\n00:02.000 --> 00:03.000\n<v.loud Anna>Wait.\n\n00:03.000 --> 00:04.000\nSilence.',
  );
  expect([title, language, chapters[0]!.paragraphs.map(({ text }) => text)]).toEqual([
    'The pump',
    'en',
    ['Anna: Tom & I', 'Wait.', 'Silence.'],
  ]);
});

test('captions that roll say every line once', () => {
  expect(
    texts(
      'WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:02.000 --> 00:03.000\none\n<00:02.500><c>two</c>\n\n00:03.000 --> 00:04.000\ntwo\nthree',
    ),
  ).toEqual(['one', 'two', 'three']);
});
