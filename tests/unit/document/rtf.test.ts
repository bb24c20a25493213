import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/document/limits.ts';
import { readRtf } from '../../../app/document/rtf.ts';

const read = (source: string) => readRtf(Buffer.from(source, 'latin1'), 'file.rtf', defaultLimits);
const paragraphs = (source: string) => read(source).chapters.flatMap((chapter) => chapter.paragraphs);
const texts = (source: string) => paragraphs(source).map(({ text }) => text);

test('styles make headings, information titles the document, notes are set apart', () => {
  const source = `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}{\\f1\\fcharset204 Arial;}}
{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s7 Quote;}{\\*\\cs9 Mark;}}
{\\info{\\title A Tale}{\\author Anna}{\\*\\company Nobody}}{\\header Page 1}
\\pard\\s1 Beginning\\par\\pard\\plain It was {\\b dark}{\\super\\chftn{\\footnote\\pard A note.}} and late.\\par
\\pard\\s7 Wise words.\\par\\pard\\s1 End\\par\\pard Done.}`;
  expect(read(source)).toEqual({
    title: 'A Tale',
    author: 'Anna',
    language: null,
    chapters: [
      {
        title: 'Beginning',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'Beginning' },
          { kind: 'text', text: 'It was dark and late.', marks: [{ at: 11, sign: '1' }] },
          { kind: 'quote', text: 'Wise words.' },
        ],
      },
      {
        title: 'End',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'End' },
          { kind: 'text', text: 'Done.' },
        ],
      },
      { title: 'A Tale (notes)', role: 'notes', paragraphs: [{ kind: 'text', text: 'A note.' }] },
    ],
  });
});

test('characters come in the code page of their font, as Unicode, or by name', () => {
  const fonts = '{\\fonttbl{\\f0 Times;}{\\f1\\fcharset204 Arial;}{\\f2\\fcharset128 Mincho;}}';
  expect(
    texts(
      `{\\rtf1${fonts} caf\\'e9 {\\f1 \\'cc\\'e8\\'f0} {\\f2 \\'93\\'fa\\'96\\'7b} \\u8364? \\uc2\\u-10179??\\u-8704?? \\ldblquote x\\rdblquote\\emdash}`,
    ),
  ).toEqual(['café Мир 日本 € 😀 “x”—']);
});

test('tables are read by rows, marks of lists go, and hidden or deleted text is not there', () => {
  expect(
    texts(`{\\rtf1 \\trowd\\trhdr\\intbl A\\cell B\\cell C\\cell\\row\\trowd\\intbl 1\\cell 2\\cell 3\\cell\\row\\pard
{\\listtext\\bullet\\tab}item\\par one{\\v hidden}{\\deleted gone} two\\line three}`),
  ).toEqual(['A: 1, B: 2, C: 3', 'item', 'one two three']);
});

test('a picture says its description, and its bytes nothing', () => {
  expect(
    texts('{\\rtf1 a{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv A boat}}}\\bin4 }}}}0a0b}} b}'),
  ).toEqual(['a A boat b']);
});
