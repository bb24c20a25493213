import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDesk, script, segmentsOf } from '../unit/export/desk.ts';
import { temporaryFolder } from '../unit/store/temporary-folder.ts';

const segments = segmentsOf('The sea was calm.', 'Nobody spoke.');

/** A desk that has exported `book.wav` once. */
async function exported() {
  const folder = temporaryFolder();
  const shelf = join(folder, 'shelf');
  mkdirSync(shelf);
  const desk = await openDesk(join(folder, 'data'));
  onTestFinished(() => desk.close());
  const book = join(shelf, 'book.wav');
  const first = await desk.run({ segments, format: 'wav', out: book });
  const written = readFileSync(book);
  const again = (order: Partial<Parameters<typeof desk.run>[0]> = {}) =>
    desk.run({ segments, format: 'wav', out: book, ...order });
  return { desk, shelf, book, first, written, again, beside: () => readdirSync(shelf).sort() };
}

test('the very same export to the same place does nothing at all', async () => {
  const { desk, book, first, again, beside } = await exported();
  const { mtimeMs, ino } = statSync(book);
  const reports: object[] = [];
  const second = await again({ onProgress: (report) => reports.push(report) });
  expect(second).toEqual({ ...first, cached: 2, cost: 0, unchanged: true });
  expect(reports).toEqual([{ segments: 2, done: 2, remaining: 0, toPay: 0 }]);
  expect(statSync(book)).toMatchObject({ mtimeMs, ino });
  expect(desk.bought.length).toBe(2);
  expect(beside()).toEqual(['book.wav']);
});

test('to another place it is copied, in place of what was there, and known there from then on', async () => {
  const { shelf, book, written, again, beside } = await exported();
  const copy = join(shelf, 'copy.wav');
  writeFileSync(copy, 'an earlier book');
  expect(await again({ out: copy })).toMatchObject({ files: [copy], unchanged: true });
  expect(readFileSync(copy)).toEqual(written);
  expect(beside()).toEqual(['book.wav', 'copy.wav']);
  rmSync(book);
  expect(await again({ out: copy })).toMatchObject({ unchanged: true });
});

const damages: [string, (book: string, written: Buffer) => void][] = [
  ['edited', (book, written) => writeFileSync(book, Buffer.from(written).fill(7, 100, 200))],
  ['cut short', (book) => truncateSync(book, 500)],
  ['deleted', (book) => rmSync(book)],
  ['replaced by a folder', (book) => (rmSync(book), mkdirSync(book))],
];

for (const [how, damage] of damages) {
  test(`a file that was ${how} is no longer what was exported, here or as a source`, async () => {
    const { shelf, book, written, again, beside } = await exported();
    damage(book, written);
    const elsewhere = join(shelf, 'elsewhere.wav');
    expect(await again({ out: elsewhere })).toMatchObject({ cached: 2, unchanged: false });
    expect(readFileSync(elsewhere)).toEqual(written);
    rmSync(elsewhere);
    if (how === 'replaced by a folder') return;
    expect(await again()).toMatchObject({ cached: 2, unchanged: false });
    expect(readFileSync(book)).toEqual(written);
    expect(beside()).toEqual(['book.wav']);
  });
}

test('an edited file is mended from an intact copy', async () => {
  const { shelf, book, written, again } = await exported();
  await again({ out: join(shelf, 'copy.wav') });
  writeFileSync(book, Buffer.from(written).fill(7, 100, 200));
  expect(await again()).toMatchObject({ unchanged: true });
  expect(readFileSync(book)).toEqual(written);
});

test('other text, another pause, another voice, another format is another export', async () => {
  const { again, shelf } = await exported();
  const paused = segments.map((segment) => ({ ...segment, pauseAfter: segment.pauseAfter + 1 }));
  const out = (name: string) => join(shelf, name);
  const other = { model: 'test/babble', voice: 'two', language: 'en' };
  const runs = [
    await again({ segments: segmentsOf('The sea was calm.', 'Nobody sang.') }),
    await again({ segments: paused }),
    await again({ segments: segments.map((segment) => ({ ...segment, voice: other })) }),
    await again({ format: 'mp3', out: out('book.mp3') }),
    await again({ format: 'mp3', out: out('book.mp3'), script: { ...script, title: 'Other' } }),
  ];
  expect(runs.map(({ unchanged, cached }) => ({ unchanged, cached }))).toEqual([
    { unchanged: false, cached: 1 },
    { unchanged: false, cached: 2 },
    { unchanged: false, cached: 0 },
    { unchanged: false, cached: 2 },
    { unchanged: false, cached: 2 },
  ]);
  const renamed = { ...script, title: 'Other' };
  expect(await again({ format: 'mp3', out: out('book.mp3'), script: renamed })).toMatchObject({ unchanged: true });
});

test('where a take has gone, the finished file is not offered: the segment is made again', async () => {
  const { desk, again } = await exported();
  rmSync(desk.narrator.find(segments[0]!)!.path);
  expect(await again()).toMatchObject({ cached: 1, unchanged: false });
});

test('a cancelled verification changes nothing', async () => {
  const { written, book, again } = await exported();
  await expect(again({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(readFileSync(book)).toEqual(written);
});
