import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultLimits, type Limits } from '../../app/document/limits.ts';
import { openDocument } from '../../app/document/open.ts';
import { readPdf } from '../../app/document/pdf/read.ts';
import { chaptersOf, pdfBook } from '../bench/import-book.ts';
import { bookOf, deflated, pdfOf, streamOf } from '../tools/pdf.ts';

const worker = new URL('../../app/document/worker.ts', import.meta.url);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-pdf-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function outcome(bytes: Buffer, limits: Partial<Limits> = {}): Promise<string> {
  const path = join(folder, 'a.pdf');
  await writeFile(path, bytes);
  return openDocument(path, { worker, limits: { milliseconds: 20_000, ...limits } }).then(
    ({ chapters }) => chapters.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)).join(' '),
    (problem: { code: string }) => problem.code,
  );
}

const catalog = '<</Type/Catalog/Pages 2 0 R>>';
const pages = '<</Type/Pages/Kids[3 0 R]/Count 1>>';
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const page = (resources = '/Font<</F 5 0 R>>') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<${resources}>>>>`;
const greeting = streamOf('BT /F 12 Tf 10 10 Td (Hello there) Tj ET');

test('a stream that inflates without end is stopped before it fills the memory', async () => {
  const twice = deflateSync(deflateSync(Buffer.alloc(150_000_000, ' '), { level: 1 }));
  const bomb = streamOf(twice, '/Filter[/FlateDecode/FlateDecode]');
  expect(await outcome(pdfOf([catalog, pages, page(), bomb, font]), { nativeMegabytes: 60 })).toBe(
    'document-too-complex',
  );
});

test('forms that draw forms that draw forms run into the time limit, and into nothing else', async () => {
  const forms = Array.from({ length: 12 }, (_, index) =>
    streamOf('/X Do '.repeat(10), `/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X ${7 + index} 0 R>>>>`),
  );
  const last = streamOf('BT /F 12 Tf (ha) Tj ET', '/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>');
  const laughs = pdfOf([catalog, pages, page('/XObject<</X 6 0 R>>'), streamOf('/X Do'), font, ...forms, last]);
  expect(await outcome(laughs, { milliseconds: 2_000 })).toBe('document-too-complex');
});

test('a page tree that lies or bites its tail does no harm', async () => {
  const many = pages.replace('/Count 1', '/Count 2000000000');
  const looped = '<</Type/Pages/Kids[2 0 R 3 0 R]/Count 5>>';
  expect(await outcome(pdfOf([catalog, many, page(), greeting, font]))).toMatch(/^(Hello there|document-too-complex)$/);
  expect(await outcome(pdfOf([catalog, looped, page(), greeting, font]))).toMatch(/^(Hello there|document-damaged)$/);
});

test('more pages than anybody reads are refused', async () => {
  const book = bookOf(
    Array.from({ length: 12 }, () => ['A line.']),
    'Head',
  );
  expect(await outcome(book, { pages: 10 })).toBe('document-too-complex');
});

test('an outline that bites its tail ends', async () => {
  const outline = ['<</First 7 0 R/Last 7 0 R>>', '<</Title(a)/Next 7 0 R/First 7 0 R/Dest[3 0 R/XYZ 0 0 0]>>'];
  const root = catalog.replace('>>', '/Outlines 6 0 R>>');
  expect(await outcome(pdfOf([root, pages, page(), greeting, font, ...outline]))).toBe('Hello there');
});

test('a giant picture is never decoded, and a page with nothing else is told to have no text', async () => {
  const size = '/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode';
  const picture = streamOf(deflateSync(Buffer.alloc(50_000_000)), size);
  const drawn = streamOf('q 600 0 0 800 0 0 cm /X Do Q');
  const scan = pdfOf([catalog, pages, page('/XObject<</X 6 0 R>>'), drawn, font, picture]);
  expect(await outcome(scan, { nativeMegabytes: 60 })).toBe('document-without-text');
});

test('files that are cut short, scrambled or nested without end are damaged', async () => {
  const whole = await readFile(new URL('../fixtures/documents/pdf/tex-article.pdf', import.meta.url));
  expect(await outcome(whole.subarray(0, whole.length / 3))).toBe('document-damaged');
  expect(await outcome(Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(50_000, 'obj<<[')]))).toBe(
    'document-damaged',
  );
  const nested = page(`/A ${'['.repeat(300_000)}${']'.repeat(300_000)}`);
  expect(await outcome(pdfOf([catalog, pages, nested, greeting, font]))).toMatch(/^document-(damaged|too-complex)$/);
});

test('lines before the mark of a PDF do no harm', async () => {
  const mail = Buffer.from('Content-Type: application/pdf\r\n\r\n');
  const file = Buffer.concat([mail, pdfOf([catalog, pages, page(), deflated('BT /F 12 Tf (Hello) Tj ET'), font])]);
  expect(await outcome(file)).toBe('Hello');
});

test('a long book is read by two threads as one would read it', { timeout: 180_000 }, async () => {
  const chapters = chaptersOf(260);
  const book = pdfBook(chapters);
  const path = join(folder, 'long.pdf');
  await writeFile(path, book);
  const shares: number[] = [];
  const order = { source: { path }, name: 'long.pdf', limits: defaultLimits };
  const one = await readPdf(order, () => {});
  const two = await readPdf({ ...order, entry: worker.href }, (share) => shares.push(share));
  expect(two).toEqual(one);
  expect(one.chapters.map(({ title }) => title)).toEqual(chapters.map(([heading]) => heading));
  expect(shares).toEqual(shares.toSorted((least, most) => least - most));
});

test('a cancelled import ends at once', async () => {
  const path = join(folder, 'long.pdf');
  const lines = Array.from({ length: 50 }, (_, line) => `Line ${line} of a page that says little and says it slowly.`);
  await writeFile(path, bookOf(Array<string[]>(400).fill(lines), 'A long book'));
  const cancel = new AbortController();
  const opened = openDocument(path, { worker, signal: cancel.signal, report: () => cancel.abort() });
  await expect(opened).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
