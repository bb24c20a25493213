import { expect, test } from 'vitest';
import { withLanguages } from '../../../app/document/languages.ts';
import type { Document, Paragraph } from '../../../app/model/document.ts';

const english = 'The boat lay on the shore all night, and nobody came to look after it until the morning was grey.';
const german = 'Das Boot lag die ganze Nacht am Strand, und niemand kam, um danach zu sehen, bis der Morgen graute.';
const text = (line: string, more: Partial<Paragraph> = {}): Paragraph => ({ kind: 'text', text: line, ...more });

async function told(language: string | null, paragraphs: Paragraph[]) {
  const document: Document = { title: '', author: null, language, chapters: [{ title: '', role: 'body', paragraphs }] };
  const found = await withLanguages(document);
  return [found.language, ...found.chapters[0]!.paragraphs.map((paragraph) => paragraph.language ?? null)];
}

// The first one waits for the tables of the detector.
test('the paragraphs vote on the language, and the others are marked', { timeout: 60_000 }, async () => {
  expect(await told(null, [text(english), text(german), text(english), text('Ja.')])).toEqual([
    'en',
    null,
    'de',
    null,
    null,
  ]);
  expect(await told('en-gb', [text(english), text(german)])).toEqual(['en-gb', null, 'de']);
});

test('Japanese needs few characters, and code is in no language', async () => {
  expect(
    await told('en', [text('船は岸にあり、朝まで誰も見に来なかったのである。'), { kind: 'code', text: german }]),
  ).toEqual(['en', 'ja', null]);
});

test('what markup says holds, and is not repeated where it is the language of all', async () => {
  expect(await told('en', [text('Ja.', { language: 'de' }), text('Yes.', { language: 'en-gb' })])).toEqual([
    'en',
    'de',
    null,
  ]);
  expect(await told(null, [text('Ja.', { language: 'de' })])).toEqual(['de', null]);
});

test('a language that the whole text belies is a program’s own, a dialect of it is not', async () => {
  expect(await told('en-us', Array<Paragraph>(20).fill(text(german)))).toEqual(['de', ...Array<null>(20).fill(null)]);
  expect(await told('de-at', Array<Paragraph>(2).fill(text(german)))).toEqual(['de-at', null, null]);
});

test('in a long text few paragraphs vote, and one in another language is found all the same', async () => {
  const many = Array.from({ length: 2_500 }, (_, index) => text(`${english} Number ${index} was there too.`));
  const [language, ...others] = await told(
    null,
    many.with(1_251, text(german)).with(2_001, text('船は岸にあり、朝まで誰も見に来なかったのである。')),
  );
  expect(language).toBe('en');
  expect(others.flatMap((each, index) => (each ? [[index, each]] : []))).toEqual([
    [1_251, 'de'],
    [2_001, 'ja'],
  ]);
});

test('too little text tells nothing', async () => {
  expect(await told(null, [text('Ja.')])).toEqual([null, null]);
});
