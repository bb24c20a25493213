import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenOptions, openDocument, openText } from '../../app/document/open.ts';

const worker = new URL('../../app/document/worker.ts', import.meta.url);
const fixtures = new URL('../fixtures/documents/', import.meta.url);
const open = (file: string, options: Partial<OpenOptions> = {}) =>
  openDocument(fileURLToPath(new URL(file, fixtures)), { worker, ...options });
/** A worker of one line. */
const working = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-document-'));
});
afterAll(() => rm(folder, { recursive: true }));

const text = (line: string) => ({ kind: 'text', text: line });
const heading = (line: string) => ({ kind: 'heading', text: line });

/** What the marks of the book's two notes stand behind. */
const noted = { 'he touched the wick': '1', 'is the mail ship': '2' };

function withMark(line: string) {
  const marks = Object.entries(noted).flatMap(([words, sign]) =>
    line.includes(words) ? [{ at: line.indexOf(words) + words.length, sign }] : [],
  );
  return marks.length > 0 ? { ...text(line), marks } : text(line);
}

test('a book in EPUB 3 opens whole: chapters as written, everything else there with its role', async () => {
  const chapters = await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      const source = await readFile(new URL(`the-lantern-keeper/${number}.txt`, fixtures), 'utf8');
      const [title = '', ...paragraphs] = source.trim().split(/\n\n+/);
      return { title, role: 'body', paragraphs: [heading(title), ...paragraphs.map(withMark)] };
    }),
  );
  const listed = ['Title Page', 'Contents', ...chapters.map(({ title }) => title), 'Notes'];
  expect(await open('the-lantern-keeper.epub')).toEqual({
    title: 'The Lantern Keeper',
    author: 'Mary Fields',
    language: 'en',
    chapters: [
      { title: 'Cover', role: 'front', paragraphs: [text('The Lantern Keeper, a light over dark water')] },
      {
        title: 'Title Page',
        role: 'front',
        paragraphs: [heading('The Lantern Keeper'), text('A story in four chapters'), text('by Mary Fields')],
      },
      {
        title: 'Contents',
        role: 'contents',
        paragraphs: [heading('Contents'), ...listed.map((line) => ({ kind: 'item', text: line }))],
      },
      ...chapters,
      {
        title: 'Notes',
        role: 'notes',
        paragraphs: [
          heading('Notes'),
          text('A wick is the cord in a lamp that draws up the oil and burns.'),
          text('A mail ship carried letters along the coast, and people who had the time.'),
        ],
      },
    ],
  });
});

test('a book in EPUB 2 opens with its chapters by anchor and over several files', async () => {
  expect(await open('the-garden-wall.epub')).toEqual({
    title: 'The Garden Wall',
    author: 'Ellen Wood',
    language: 'en-gb',
    chapters: [
      { title: 'Rights', role: 'front', paragraphs: [text('You may copy this book.')] },
      {
        title: 'I. The Gate',
        role: 'body',
        paragraphs: [heading('I. The Gate'), text('The gate was open — nobody knew why.')],
      },
      { title: 'II. The Path', role: 'body', paragraphs: [heading('II. The Path'), text('The path led on.')] },
      {
        title: 'III. The Well',
        role: 'body',
        paragraphs: [heading('III. The Well'), text('The well was deep.'), text('And it was dry.')],
      },
      { title: 'The Garden Wall', role: 'back', paragraphs: [text('A list of plants.')] },
    ],
  });
});

test('text opens in whatever encoding it was saved', async () => {
  expect(await open('utf-16.txt')).toMatchObject({
    title: 'Der Bär',
    chapters: [{ title: 'Der Bär', paragraphs: [heading('Der Bär'), text('“Grüße”, sagte er.'), text('Ж 漢.')] }],
  });
  expect(await open('latin-1.txt')).toMatchObject({
    title: 'Le café',
    chapters: [{ paragraphs: [heading('Le café'), text('Il était une fois un “garçon” à Nîmes.')] }],
  });
});

test('a hard-wrapped book in plain text opens in chapters', async () => {
  const { title, author, chapters } = await open('wrapped.txt');
  expect({
    title,
    author,
    parts: chapters.map((chapter) => [chapter.title, chapter.role, chapter.paragraphs.length]),
  }).toEqual({
    title: 'THE LITTLE STATION',
    author: 'Clara Hill',
    parts: [
      ['THE LITTLE STATION', 'body', 2],
      ['CONTENTS', 'contents', 3],
      ['CHAPTER I: The Train', 'body', 8],
      ['CHAPTER II. HOME', 'body', 3],
      ['The Last Word', 'body', 2],
    ],
  });
});

test('markdown and HTML open by their content, and the given name titles what has no title', async () => {
  expect((await open('everything.md')).chapters).toHaveLength(5);
  expect((await open('everything.html')).chapters).toHaveLength(6);
  const path = join(folder, 'f83a');
  await writeFile(path, 'Only one line.');
  expect((await openDocument(path, { worker, name: 'A_letter.txt' })).title).toBe('A letter');
});

test('text that was pasted is read like a file of it', async () => {
  const { title, chapters } = await openText('# One\n\nIt **was** late.\n\n# Two\n\n> So.', { worker, name: 'Pasted' });
  expect([title, chapters.map((chapter) => chapter.title)]).toEqual(['One', ['One', 'Two']]);
  await expect(openText(' \n', { worker })).rejects.toEqual(expect.objectContaining({ code: 'file-empty' }));
});

test('a book brings its cover along, and tells how far it is while it is read', async () => {
  const shares: number[] = [];
  const { cover } = await open('corpus/harbour.calibre.epub', { report: (share) => shares.push(share) });
  expect([cover?.mediaType, cover?.bytes.length]).toEqual(['image/png', 70]);
  expect(shares.length).toBeGreaterThan(3);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(shares.at(-1)).toBe(0.9);
});

test('an abort stops the worker at once and is passed on as it is', async () => {
  const reason = new Error('enough');
  const channel = new BroadcastChannel('lectern-document-test');
  const stopping = new AbortController();
  channel.onmessage = () => stopping.abort(reason);
  const endless = working(`new BroadcastChannel('lectern-document-test').postMessage('up'); for (;;);`);
  await expect(open('utf-16.txt', { worker: endless, signal: stopping.signal })).rejects.toBe(reason);
  channel.close();
  await expect(open('utf-16.txt', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('a worker that takes too long, too much memory or too much stack ends as too complex', async () => {
  const tooComplex = expect.objectContaining({ code: 'document-too-complex', retryable: false });
  const slow = open('utf-16.txt', { worker: working('for (;;);'), limits: { milliseconds: 200 } });
  await expect(slow).rejects.toEqual(tooComplex);
  const greedy = working('const kept = []; for (;;) kept.push([1]);');
  await expect(open('utf-16.txt', { worker: greedy, limits: { heapMegabytes: 32 } })).rejects.toEqual(tooComplex);
  const deep = working('const down = () => down() + 1; down();');
  await expect(open('utf-16.txt', { worker: deep })).rejects.toEqual(tooComplex);
});

test('a document that needs more heap than there is ends as too complex', async () => {
  const path = join(folder, 'wide.html');
  await writeFile(path, `<p>${'<b>x</b>'.repeat(240_000)}</p>`);
  const tooComplex = expect.objectContaining({ code: 'document-too-complex', details: { most: 48 } });
  await expect(openDocument(path, { worker, limits: { heapMegabytes: 48 } })).rejects.toEqual(tooComplex);
});

test('a worker that says something else, nothing, or fails is our own fault', async () => {
  const internal = expect.objectContaining({ code: 'internal' });
  const says = (value: string) =>
    working(`import { parentPort } from 'node:worker_threads'; parentPort.postMessage(${value});`);
  const paragraphs = '[{ kind: "shout", text: "x" }]';
  const misshapen = `{ document: { title: "", author: null, language: null, chapters: [{ title: "", role: "body", paragraphs: ${paragraphs} }] } }`;
  for (const entry of [says(misshapen), says('7'), working(''), working('throw new Error("no")')]) {
    await expect(open('utf-16.txt', { worker: entry })).rejects.toEqual(internal);
  }
});
