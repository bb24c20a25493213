import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../../app/document/limits.ts';
import { readPdf } from '../../../../app/document/pdf/read.ts';
import type { Document } from '../../../../app/model/document.ts';
import { type Likeness, likeness } from './likeness.ts';

const folder = new URL('../../../fixtures/documents/pdf/', import.meta.url);
const file = (name: string) => fileURLToPath(new URL(name, folder));
const readings = new Map<string, Promise<Document>>();
const orderOf = (name: string, more: { password?: string } = {}) => ({
  ...{ source: { path: file(`${name}.pdf`) }, name, limits: defaultLimits, ...more },
});
const read = (name: string) => {
  const reading = readings.get(name) ?? readPdf(orderOf(name), () => {});
  readings.set(name, reading);
  return reading;
};

/** What a file of the corpus should be read as; made from its source together with the file. */
interface Expected {
  title: string;
  author: string | null;
  language: string | null;
  chapters: string[];
  notes: string[];
  running: string[];
  omitted: number[];
}

const expected = (name: string) => JSON.parse(readFileSync(file(`${name}.json`), 'utf8')) as Expected;
const names = readdirSync(folder).flatMap((name) => (name.endsWith('.txt') ? [name.slice(0, -4)] : []));
const paragraphsOf = (document: Document, roles: string[]) =>
  document.chapters.flatMap(({ role, paragraphs }) => (roles.includes(role) ? paragraphs.map(({ text }) => text) : []));
/** Letters alone: quotation marks are the typesetter's, and lines of verse are the source's. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

test('the corpus holds files of seven programs', () => {
  const programs = new Set(names.map((name) => name.split('-')[0]));
  expect([...programs]).toEqual(
    expect.arrayContaining(['chromium', 'groff', 'office', 'pandoc', 'tex', 'weasyprint', 'guarded']),
  );
  expect(names.length).toBeGreaterThanOrEqual(18);
});

test.each(names)('%s is read whole, in order, and without what stands around the text', async (name) => {
  const document = await read(name);
  const wanted = expected(name);
  const { title, author, language, omitted = [] } = document;
  expect({ title, author, language, omitted }).toEqual({
    ...{ title: wanted.title, author: wanted.author, language: wanted.language, omitted: wanted.omitted },
  });

  const text = readFileSync(file(`${name}.txt`), 'utf8');
  const body = paragraphsOf(document, ['body', 'front', 'back']);
  const { recall, precision } = likeness(body.join('\n'), text);
  shares.set(name, { recall, precision });
  expect({ recall, precision }).toEqual({ recall: expect.toSatisfy(above), precision: expect.toSatisfy(above) });

  const whole = new Set(body.map(letters));
  const sentences = text
    .trim()
    .split('\n\n')
    .filter((paragraph) => /[.;:。]$/.test(paragraph));
  const torn = sentences.filter((paragraph) => !whole.has(letters(paragraph)));
  expect(torn.length).toBeLessThanOrEqual(Math.max(2, sentences.length / 20));

  const all = document.chapters.flatMap(({ paragraphs }) => paragraphs.map((paragraph) => paragraph.text));
  expect(wanted.running.filter((running) => all.some((each) => each.includes(running)))).toEqual([]);
});

const above = (share: number) => share > 0.98;
const shares = new Map<string, Likeness>();

test('every file has been compared, and its figures are told', async ({ annotate }) => {
  for (const of of ['recall', 'precision'] as const) {
    const [least] = [...shares].sort((one, other) => one[1][of] - other[1][of]);
    await annotate(`least ${of}: ${(100 * least![1][of]).toFixed(2)} % (${least![0]})`);
  }
  expect([...shares.keys()]).toEqual(names);
});

test.each(names)('%s has its chapters, and its notes apart from them', async (name) => {
  const document = await read(name);
  const wanted = expected(name);
  const titles = document.chapters.flatMap(({ title, role }) => (role === 'body' || role === 'back' ? [title] : []));
  expect(titles.slice(-wanted.chapters.length)).toEqual(wanted.chapters);
  expect(paragraphsOf(document, ['notes']).map(letters)).toEqual(wanted.notes.map(letters));
});

test.each(names)('%s tells where it points to each of its notes', async (name) => {
  const document = await read(name);
  const marks = document.chapters.flatMap(({ paragraphs }) => paragraphs.flatMap(({ marks = [] }) => marks));
  expect(marks).toHaveLength(expected(name).notes.length);
});

test('contents and a bibliography have roles of their own', async () => {
  const roles = async (name: string) => (await read(name)).chapters.map(({ title, role }) => `${title}: ${role}`);
  expect(await roles('tex-book')).toContain('Contents: contents');
  expect(await roles('office-article')).toContain('Bibliography: back');
});

test('rows of a table, items of a list and lines of verse stay what they are', async () => {
  const kinds = async (name: string, kind: string) =>
    (await read(name)).chapters.flatMap(({ paragraphs }) => paragraphs.filter((each) => each.kind === kind));
  const texts = async (name: string, kind: string) => (await kinds(name, kind)).map(({ text }) => text);
  expect(await texts('chromium-article', 'row')).toContain('Saltmarsh, 64, 97, 31');
  expect((await texts('tex-article', 'item'))[2]).toBe(
    'Whitewashed boards, which were cheap, unbreakable and nearly useless.',
  );
  expect(await texts('tex-verse', 'verse')).toContain(
    'Put out the lamp, the night is done,\nthe herring are in the barrel;\nand eleven boats have come home, and one\nis singing a kind of carol.',
  );
});

test('progress is told page by page', async () => {
  const shares: number[] = [];
  await readPdf(orderOf('tex-article'), (share) => shares.push(share));
  expect(shares.map((share) => share.toFixed(2))).toEqual(['0.15', '0.30', '0.45', '0.60', '0.75', '0.90']);
});

test('a scan says how many pages have no text', async () => {
  await expect(read('scan')).rejects.toMatchObject({ code: 'document-without-text', details: { pages: 2 } });
});

test('a locked file asks for its password, says that one is wrong, and opens with the right one', async () => {
  const opened = (password: string) => readPdf(orderOf('locked', { password }), () => {});
  await expect(read('locked')).rejects.toMatchObject({ code: 'password-needed' });
  await expect(opened('')).rejects.toMatchObject({ code: 'password-wrong' });
  const wrong = await opened('OPEN SESAME 17').catch((thrown: unknown) => thrown);
  expect(wrong).toMatchObject({ code: 'password-wrong', details: {} });
  expect(inspect(wrong, { depth: 9, showHidden: true })).not.toContain('SESAME');
  expect((await opened('secret')).chapters.length).toBeGreaterThan(0);
});
