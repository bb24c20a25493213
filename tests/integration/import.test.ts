import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ImportPreview } from '../../app/model/import.ts';
import type { OpenedProject, Project } from '../../app/model/project.ts';
import { createImports } from '../../app/studio/imports.ts';
import { openWindow } from '../tools/open-window.ts';

const BOOK = 'tests/fixtures/documents/the-lantern-keeper.epub';

/** A window at the whole app; no service is asked, since nothing is spoken. */
async function opened() {
  const window = await openWindow('http://127.0.0.1:9/v1');
  const value = async <Value>(call: string, input?: unknown): Promise<Value> => {
    const reply = await window.ask(call, input);
    expect(reply.problem).toBeUndefined();
    return reply.value as Value;
  };
  const read = async (name: string, content: Buffer | string) => {
    const ticket = await window.lend(name, content);
    return (await value<{ import: string }>('library.read', { ticket })).import;
  };
  return { ...window, value, read };
}

const ticks = ({ chapters }: ImportPreview) => chapters.flatMap(({ included }, index) => (included ? [index] : []));

test('a book is read with progress, looked through, and imported as it was ticked', async () => {
  const { value, read, ask, frames } = await opened();
  const id = await read('book.epub', await readFile(BOOK));
  const preview = await value<ImportPreview>('library.preview', { import: id });
  expect([preview.title, preview.author, preview.voice.model]).toEqual([
    'The Lantern Keeper',
    'Mary Fields',
    'lectern/flite',
  ]);
  expect(preview.chapters.map(({ role, included }) => [role, included])).toEqual([
    ['front', false],
    ['front', false],
    ['contents', false],
    ...[1, 2, 3, 4].map(() => ['body', true]),
    ['notes', false],
  ]);
  const notes = preview.chapters.at(-1)!;
  expect([notes.opening.length, notes.narrated]).toEqual([3, 0]);
  expect(notes.estimate.characters).toBe(notes.opening.join('').length);
  const shares = frames.map((frame) => JSON.parse(frame)).filter(({ event }) => event === 'library.reading');
  expect(shares.at(-1)).toMatchObject({ value: { import: id } });

  const chapters = [...ticks(preview).slice(1), preview.chapters.length - 1];
  const choice = { import: id, chapters, title: 'Lanterns', author: '' };
  const project = await value<OpenedProject>('library.import', choice);
  expect([project.title, project.author]).toEqual(['Lanterns', null]);
  expect(project.script.chapters.flatMap(({ included }, index) => (included ? [index] : []))).toEqual(chapters);
  expect(await value<Project[]>('library.list')).toHaveLength(1);
  expect(await ask('library.import', choice)).toMatchObject({ problem: { code: 'import-unknown' } });
});

test('a newer version of a document updates its project in one step, which is taken back in one', async () => {
  const { value, read } = await opened();
  const first = await read('story.md', '# Story\n\n## One\n\nAlpha.\n\nBeta.\n');
  const preview = await value<ImportPreview>('library.preview', { import: first });
  const { title, author } = preview;
  const choice = { chapters: ticks(preview), title, author };
  const old = await value<OpenedProject>('library.import', { import: first, ...choice });
  const second = await read('story.md', '# Story\n\n## One\n\nAlpha.\n\nGamma.\n');
  const { earlier } = await value<ImportPreview>('library.preview', { import: second });
  expect(earlier.map(({ id }) => id)).toEqual([old.id]);
  await value('library.preview', { import: second, project: old.id });
  const updated = await value<OpenedProject>('library.import', { import: second, ...choice, project: old.id });
  const texts = ({ script }: Project) => script.chapters.flatMap(({ blocks }) => blocks.map(({ text }) => text));
  const ids = ({ script }: Project) => script.chapters.flatMap(({ blocks }) => blocks.map(({ id }) => id));
  expect([updated.id, updated.history.undo, texts(updated).at(-1)]).toEqual([old.id, 'update', 'Gamma.']);
  expect(ids(updated).slice(0, -1)).toEqual(ids(old).slice(0, -1));
  await value('script.undo', { project: old.id });
  expect(texts(await value<OpenedProject>('library.open', { project: old.id }))).toEqual(texts(old));
});

test('pasted text is imported, titled by its first words', async () => {
  const { value } = await opened();
  const words = 'It was a bright cold day in April, and the clocks were striking thirteen.';
  const { import: id } = await value<{ import: string }>('library.read', { text: `${words}\n\nWinston went home.` });
  const preview = await value<ImportPreview>('library.preview', { import: id });
  expect(preview.title).toBe('It was a bright cold day in April, and the clocks were…');
  expect(preview.chapters.map(({ opening }) => opening)).toEqual([[words, 'Winston went home.']]);
});

test('what cannot be read is told by the preview; a cancelled import is gone', async () => {
  const { value, read, ask } = await opened();
  const damaged = await read('book.epub', (await readFile(BOOK)).subarray(0, 3000));
  expect(await ask('library.preview', { import: damaged })).toMatchObject({ problem: { code: 'document-damaged' } });
  const id = await read('book.epub', await readFile(BOOK));
  const preview = ask('library.preview', { import: id });
  await value('library.cancel', { import: id });
  expect(await preview).toMatchObject({ problem: { code: 'import-unknown' } });
  expect(await ask('library.read', { ticket: 'made up' })).toMatchObject({ problem: { code: 'file-not-found' } });
});

test('a locked PDF opens with its password, which no answer and no log repeats', async () => {
  const { value, ask, lend, frames } = await opened();
  const locked = await readFile('tests/fixtures/documents/pdf/locked.pdf');
  const previewed = async (more: object) => {
    const ticket = await lend('locked.pdf', locked);
    const { import: id } = await value<{ import: string }>('library.read', { ticket, ...more });
    return ask('library.preview', { import: id });
  };
  expect(await previewed({})).toMatchObject({ problem: { code: 'password-needed' } });
  expect(await previewed({ password: 'sesame17' })).toMatchObject({ problem: { code: 'password-wrong' } });
  expect((await previewed({ password: 'secret' })).problem).toBeUndefined();
  expect(frames.join()).not.toContain('sesame17');
});

test('passages in another language are spoken by a voice of theirs where a person says so', async () => {
  const { value, read } = await opened();
  const german = 'Das Boot lag die ganze Nacht am Strand, und niemand kam, um danach zu sehen, bis der Morgen graute.';
  const english = 'The boat lay on the shore all night, and nobody came to look after it until the morning was grey.';
  const voices = async (more: object) => {
    const id = await read('two.md', `# Two\n\n${english}\n\n${german}\n\n${english}\n`);
    const wish = { import: id, chapters: [0], title: 'Two', author: null, ...more };
    const { script } = await value<OpenedProject>('library.import', wish);
    return script.chapters[0]!.blocks.map(({ voice }) => voice?.language ?? null);
  };
  expect(await voices({})).toEqual([null, null, null, null]);
  expect(await voices({ foreign: 'own' })).toEqual([null, null, 'de', null]);
});

test('marks of notes are spoken in figures and script where a person says so', async () => {
  const { value, read } = await opened();
  const id = await read('notes.md', '# Light\n\nA wick[^1] burned.\n\n[^1]: A cord.\n');
  const preview = (marks: string) => value<ImportPreview>('library.preview', { import: id, marks });
  const [removed, spoken] = [await preview('removed'), await preview('spoken')];
  expect([removed.marks, spoken.marks]).toEqual([1, 1]);
  expect(removed.chapters[0]!.opening).toEqual(['Light', 'A wick burned.']);
  expect(spoken.chapters[0]!.estimate.characters - removed.chapters[0]!.estimate.characters).toBe(' (note 1)'.length);
  const wish = { import: id, chapters: [0], title: 'Light', author: null, marks: 'spoken' };
  const { script } = await value<OpenedProject>('library.import', wish);
  expect(script.chapters[0]!.blocks.map(({ text }) => text)).toEqual(['Light', 'A wick (note 1) burned.']);
});

test('code is left out of figures and script where a person says so; foreign passages are told', async () => {
  const { value, read } = await opened();
  const german = 'Das Boot lag die ganze Nacht am Strand, und niemand kam, um danach zu sehen, bis der Morgen graute.';
  const english = 'The boat lay on the shore all night, and nobody came to look after it until the morning was grey.';
  const id = await read('code.md', `# Code\n\n${english}\n\n    a = 1;\n\n${german}\n\n${english}\n`);
  const preview = (code: string) => value<ImportPreview>('library.preview', { import: id, code });
  const [spoken, skipped] = [await preview('spoken'), await preview('skipped')];
  const voice = { model: 'lectern/espeak-ng', voice: 'auto', language: 'de' };
  expect([spoken.code, skipped.code, spoken.foreign]).toEqual([1, 1, [{ language: 'de', passages: 1, voice }]]);
  expect(spoken.chapters[0]!.estimate.characters - skipped.chapters[0]!.estimate.characters).toBe('a = 1;'.length);
  const wish = { import: id, chapters: [0], title: 'Code', author: null, code: 'skipped' };
  const { id: project } = await value<OpenedProject>('library.import', wish);
  const { script } = await value<OpenedProject>('library.open', { project });
  expect(script.chapters[0]!.blocks.map(({ kind, language }) => [kind, language])).toEqual([
    ['heading', null],
    ['text', null],
    ['text', 'de'],
    ['text', null],
  ]);
});

const unused = () => expect.unreachable();

test('a document that nobody asks for is forgotten after a while, and the oldest of five at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const imports = createImports({
    host: { redeem: () => null, documentWorker: new URL('../../app/document/worker.ts', import.meta.url) },
    narrator: { find: () => null, words: () => [], speak: unused, make: unused },
    shelf: { list: () => [], read: unused, add: unused, update: unused },
    readingOf: () => ({ rules: [], spelled: false }),
    defaultVoice: async () => ({ model: 'lectern/flite', voice: 'slt', language: 'en' }),
    mended: () => undefined,
  });
  onTestFinished(() => imports.close());
  const { read, preview } = imports.handlers;
  const begin = async (text: string) => (await read({ text })).import;
  const looked = async (id: string) => (await preview({ import: id })).title;
  const first = await begin('One.');
  expect(await looked(first)).toBe('One.');
  vi.advanceTimersByTime(29 * 60_000);
  expect(await looked(first)).toBe('One.');
  vi.advanceTimersByTime(30 * 60_000);
  await expect(looked(first)).rejects.toMatchObject({ code: 'import-unknown' });
  const five = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => begin(`${text}.`)));
  await expect(looked(five[0]!)).rejects.toMatchObject({ code: 'import-unknown' });
  expect(await Promise.all(five.slice(1).map(looked))).toEqual(['b.', 'c.', 'd.', 'e.']);
});
