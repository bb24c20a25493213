import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OpenedProject } from '../../app/model/project.ts';
import type { SpokenPart } from '../../app/model/pronunciation.ts';
import { openWindow } from '../tools/open-window.ts';

const rule = (written: string, spoken: string, id = written) => ({
  ...{ id, written, spoken },
  ...{ wholeWord: true, matchCase: false, language: null },
});

/** A window with a document of one paragraph on its desk. */
async function opened(text = 'Dr. Nguyen came in 1871.') {
  const window = await openWindow('http://127.0.0.1:9/v1');
  const ok = async <Value>(call: string, input?: unknown): Promise<Value> => {
    const { value, problem } = await window.ask(call, input);
    expect({ call, problem }).toEqual({ call, problem: undefined });
    return value as Value;
  };
  const imported = async (text: string) => {
    const { import: id } = await ok<{ import: string }>('library.read', { text });
    return ok<OpenedProject>('library.import', { import: id, chapters: [0], title: text, author: null });
  };
  const project = await imported(text);
  const block = project.script.chapters[0]!.blocks[0]!.id;
  const spoken = async (of = project) => {
    const id = of.script.chapters[0]!.blocks[0]!.id;
    const parts = (await ok<Record<string, SpokenPart[]>>('script.spoken', { project: of.id, blocks: [id] }))[id]!;
    return { text: parts.map((part) => part.text).join(''), for: parts.flatMap(({ written }) => written ?? []) };
  };
  const edit = (edit: unknown) => ok('script.edit', { project: project.id, edit });
  return { ...window, ok, imported, project, block, spoken, edit };
}

test('what is spoken follows the rules of the script and of all scripts, and is taken back with them', async () => {
  const { ok, project, spoken, edit, imported } = await opened();
  expect(await spoken()).toEqual({ text: 'Dr. Nguyen came in 1871.', for: [] });
  await ok('pronunciations.save', { pronunciation: rule('Nguyen', 'win') });
  expect((await spoken()).text).toBe('Dr. win came in 1871.');
  await edit({ type: 'pronounce', pronunciations: [rule('nguyen', 'nwin')] });
  await edit({ type: 'spell', spelled: true });
  expect(await spoken()).toEqual({
    text: 'Dr. nwin came in eighteen seventy-one.',
    for: ['Nguyen', '1871'],
  });
  expect((await spoken(await imported('Nguyen left.'))).text).toBe('win left.');
  await ok('script.undo', { project: project.id });
  await ok('script.undo', { project: project.id });
  expect((await spoken()).text).toBe('Dr. win came in 1871.');
  const { history, script } = await ok<OpenedProject>('library.open', { project: project.id });
  expect([history, script.pronunciations, script.spelled]).toEqual([{ undo: null, redo: 'pronounce' }, [], false]);
  await ok('script.redo', { project: project.id });
  expect((await spoken()).text).toBe('Dr. nwin came in 1871.');
});

test('a table goes out of one script and into all of them, and what was there before is changed, not doubled', async () => {
  const { ok, ask, lend, data, project, edit } = await opened();
  await edit({ type: 'pronounce', pronunciations: [rule('CIA', 'C I A'), rule('Nguyen', 'nwin')] });
  expect(await ok('pronunciations.export', { project: project.id })).toBe(true);
  const table = await readFile(join(data, 'Pronunciations.csv'));
  await ok('pronunciations.save', { pronunciation: rule('cia', 'old', 'kept') });
  const ticket = await lend('words.csv', table);
  expect(await ok('pronunciations.import', { ticket })).toBe(2);
  const list = await ok<{ id: string; written: string; spoken: string }[]>('pronunciations.list');
  expect(list.map(({ id, spoken }) => [id === 'kept', spoken])).toEqual([
    [true, 'C I A'],
    [false, 'nwin'],
  ]);
  const empty = await lend('empty.csv', 'nothing here');
  expect((await ask('pronunciations.import', { ticket: empty })).problem?.code).toBe('table-empty');
  await ok('pronunciations.remove', { ids: list.map(({ id }) => id) });
  expect(await ok('pronunciations.list')).toEqual([]);
});

test('a rule makes stale what it changes, and nothing else', async () => {
  const { ok, project } = await opened('Nguyen left.');
  const before = await ok<{ missing: number; characters: number }>('script.estimate', { project: project.id });
  await ok('pronunciations.save', { pronunciation: rule('nobody', 'no body') });
  expect(await ok('script.estimate', { project: project.id })).toEqual(before);
  await ok('pronunciations.save', { pronunciation: rule('Nguyen', 'a much longer name') });
  const after = await ok<typeof before>('script.estimate', { project: project.id });
  expect(after.characters).toBe(before.characters + 'a much longer name'.length - 'Nguyen'.length);
});
