import { expect, test } from 'vitest';
import type { Document } from '../../../app/model/document.ts';
import { buildScript } from '../../../app/script/build.ts';
import { foreignIn, withForeignVoices } from '../../../app/studio/foreign.ts';

const speaking = (language: string) => ({ model: 'm', voice: `one of ${language}`, language });
/** The service speaks German, French and English only. */
const usual = (language: string) =>
  Promise.resolve(speaking(/^(de|fr)/.test(language) ? language.split('-')[0]! : 'en-us'));
const paragraphs = ['de-at', 'fi', null, 'de-at', 'en-gb', 'fr'].map((language, index) => ({
  ...{ kind: 'text' as const, text: `Text ${index}.` },
  ...(language ? { language } : {}),
}));
const document: Document = {
  ...{ title: 'T', author: null, language: null },
  chapters: [{ title: 'One', role: 'body', paragraphs }],
};
let ids = 0;
const script = buildScript(document, () => String(ids++));

test('a voice is proposed for each language that the narrator does not speak and another does', async () => {
  const foreign = await foreignIn(script, speaking('en-us'), usual);
  expect(foreign).toEqual([
    { language: 'de-at', passages: 2, voice: speaking('de') },
    { language: 'fi', passages: 1, voice: null },
    { language: 'en-gb', passages: 1, voice: null },
    { language: 'fr', passages: 1, voice: speaking('fr') },
  ]);
  const [chapter] = withForeignVoices(script, foreign).chapters;
  expect(chapter!.blocks.map(({ voice }) => voice?.language ?? null)).toEqual(['de', null, null, 'de', null, 'fr']);
});
