import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../app/document/limits.ts';
import { readDocument } from '../../app/document/read.ts';
import type { Document } from '../../app/model/document.ts';
import { sharedWords, wordsIn, wordsOf } from '../tools/words.ts';

const folder = fileURLToPath(new URL('../fixtures/documents/corpus/', import.meta.url));
/** `<text>.<maker>.<ending>`; the words of the text stand in `<text>.txt`. */
const name = /^(?<text>[^.]+)\.(?<maker>\w+)\.(?<ending>docx|odt|rtf|epub|html|md|srt|vtt)$/;
const files = readdirSync(folder).flatMap((file) => {
  const parts = name.exec(file)?.groups as { text: string; maker: string; ending: string } | undefined;
  return parts ? [{ file, ...parts }] : [];
});

/** Shares of all words of a format that have to be found, and of those found that have to be right. */
const least: Record<string, number> = {
  docx: 0.995,
  odt: 0.995,
  epub: 0.995,
  html: 0.995,
  md: 0.995,
  rtf: 0.99,
  srt: 1,
  vtt: 1,
};
/** The same for a single document, where one word may be half a percent. */
const leastOfOne = 0.975;

const read = (file: string) =>
  readDocument({ source: { path: folder + file }, name: file, limits: defaultLimits }, () => {});

/** What a document is made of, without its text. */
function outline({ title, author, language, chapters }: Document) {
  return {
    title,
    author,
    language,
    chapters: chapters.map((chapter) => ({
      title: chapter.title,
      role: chapter.role,
      starts: chapter.paragraphs[0]!.text.slice(0, 40),
      paragraphs: Object.fromEntries(
        [...Map.groupBy(chapter.paragraphs, ({ kind }) => kind)].map(([kind, those]) => [kind, those.length]),
      ),
      ...foreign(chapter),
      ...marks(chapter),
    })),
  };
}

function foreign({ paragraphs }: Document['chapters'][number]) {
  const languages = paragraphs.flatMap(({ language }) => (language ? [language] : []));
  return languages.length > 0 ? { languages } : {};
}

function marks({ paragraphs }: Document['chapters'][number]) {
  const signs = paragraphs.flatMap(({ marks = [] }) => marks.map(({ sign }) => sign));
  return signs.length > 0 ? { marks: signs.join(' ') } : {};
}

const tally = new Map<string, { reference: number; found: number; shared: number }>();

test.for(files)('$file has its chapters and its words', async ({ file, text, maker, ending }) => {
  const document = await read(file);
  await expect(`${JSON.stringify(outline(document), null, 1)}\n`).toMatchFileSnapshot(`${folder}${file}.json`);

  const reference = wordsIn(readFileSync(`${folder}${text}.txt`, 'utf8'));
  // Around an article is what its reference leaves out; markdown has title and author apart from its text.
  const body =
    maker === 'saved' ? { ...document, chapters: document.chapters.filter((c) => c.role !== 'back') } : document;
  const found = [...(ending === 'md' ? wordsIn(`${document.title} ${document.author}`) : []), ...wordsOf(body)];
  const shared = sharedWords(reference, found);
  expect(shared / reference.length).toBeGreaterThan(leastOfOne);
  expect(shared / found.length).toBeGreaterThan(leastOfOne);
  const sum = tally.get(ending) ?? { reference: 0, found: 0, shared: 0 };
  tally.set(ending, {
    reference: sum.reference + reference.length,
    found: sum.found + found.length,
    shared: sum.shared + shared,
  });
});

test('of all words of a format nearly none is missing and nearly none too many', async ({ annotate }) => {
  expect([...tally.keys()].sort()).toEqual(Object.keys(least).sort());
  for (const [ending, { reference, found, shared }] of tally) {
    const percent = (whole: number) => `${((100 * shared) / whole).toFixed(2)} %`;
    await annotate(`${ending}: recall ${percent(reference)}, precision ${percent(found)}`);
    expect([ending, shared / reference]).toEqual([
      ending,
      expect.toSatisfy((share: number) => share >= least[ending]!),
    ]);
    expect([ending, shared / found]).toEqual([ending, expect.toSatisfy((share: number) => share >= least[ending]!)]);
  }
});
