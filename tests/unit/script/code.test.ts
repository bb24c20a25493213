import { expect, test } from 'vitest';
import type { Document } from '../../../app/model/document.ts';
import { buildScript } from '../../../app/script/build.ts';
import { withCode } from '../../../app/script/code.ts';

const document: Document = {
  ...{ title: 'T', author: null, language: 'es-mx' },
  chapters: [
    {
      title: 'One',
      role: 'body',
      paragraphs: [
        { kind: 'text', text: 'So:' },
        { kind: 'code', text: 'a = 1;' },
        { kind: 'text', text: 'Ja.', language: 'de' },
      ],
    },
    { title: 'Two', role: 'body', paragraphs: [{ kind: 'code', text: 'b = 2;' }] },
  ],
};
let ids = 0;
const script = buildScript(document, () => String(ids++));
const texts = (wish: Parameters<typeof withCode>[1]) =>
  withCode(script, wish).chapters.map(({ blocks }) => blocks.map(({ text }) => text));

test('code is read out, named in the language of the text, or left out, and no chapter goes with it', () => {
  expect(texts('spoken')).toEqual([['So:', 'a = 1;', 'Ja.'], ['b = 2;']]);
  expect(texts('named')).toEqual([['So:', 'Código.', 'Ja.'], ['Código.']]);
  expect(texts('skipped')).toEqual([['So:', 'Ja.'], []]);
});

test('a block keeps the language of its paragraph', () => {
  expect(script.chapters[0]!.blocks.map(({ language }) => language)).toEqual([null, null, 'de']);
});
