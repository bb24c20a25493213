import { expect, test } from 'vitest';
import type { Document } from '../../../app/model/document.ts';
import { buildScript } from '../../../app/script/build.ts';
import { createHistories } from '../../../app/store/history.ts';
import { createLibrary } from '../../../app/store/library.ts';
import { createScripts } from '../../../app/studio/scripts.ts';
import { openedDatabase } from '../store/open.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };
const paragraph = (text: string) => ({ kind: 'text' as const, text });
const document: Document = {
  title: 'T',
  author: null,
  language: 'en',
  chapters: [{ title: 'One', role: 'body', paragraphs: [paragraph('a'), paragraph('b')] }],
};

function opened() {
  const database = openedDatabase();
  let now = 1000;
  const clock = () => now;
  const library = createLibrary(database, clock);
  let ids = 0;
  const newId = () => `n${ids++}`;
  const start = () => createScripts({ database, library, histories: createHistories(database, clock), newId });
  const { id } = library.add(buildScript(document, newId), voice);
  return { id, library, scripts: start(), start, pass: (ms: number) => (now += ms) };
}
type Opened = ReturnType<typeof opened>;
const textsOf = (scripts: Opened['scripts'], id: string) =>
  scripts.read(id).script.chapters.map(({ blocks }) => blocks.map(({ text }) => text).join('|'));

test('what was done is taken back after a restart, and taken up again', () => {
  const { id, scripts, start, pass } = opened();
  scripts.edit(id, { type: 'text', block: 'n1', text: 'A' });
  pass(10_000);
  scripts.edit(id, { type: 'split-chapter', block: 'n2', title: 'Two' });
  const again = start();
  expect(again.history(id)).toEqual({ undo: 'split-chapter', redo: null });
  expect(again.undo(id)).toMatchObject({ revision: 3, history: { undo: 'text', redo: 'split-chapter' } });
  expect(textsOf(again, id)).toEqual(['A|b']);
  again.undo(id);
  expect(textsOf(again, id)).toEqual(['a|b']);
  expect(() => again.undo(id)).toThrow(expect.objectContaining({ code: 'edit-impossible' }));
  again.redo(id);
  again.redo(id);
  expect(textsOf(start(), id)).toEqual(['A', 'b']);
});

test('typing in one go is one step; a pause, or another block, begins a new one', () => {
  const { id, scripts, pass } = opened();
  for (const text of ['A', 'An', 'And']) {
    scripts.edit(id, { type: 'text', block: 'n1', text });
    pass(1000);
  }
  scripts.edit(id, { type: 'text', block: 'n2', text: 'B' });
  pass(6000);
  scripts.edit(id, { type: 'text', block: 'n2', text: 'But' });
  scripts.undo(id);
  expect(textsOf(scripts, id)).toEqual(['And|B']);
  scripts.undo(id);
  expect(textsOf(scripts, id)).toEqual(['And|b']);
  scripts.undo(id);
  expect(textsOf(scripts, id)).toEqual(['a|b']);
});

test('an edit without a block is a step of its own right after a block was removed', () => {
  const { id, scripts } = opened();
  scripts.edit(id, { type: 'remove-blocks', blocks: ['n1'] });
  scripts.edit(id, { type: 'rename-chapter', chapter: 'n0', title: 'Uno' });
  scripts.undo(id);
  scripts.undo(id);
  expect(textsOf(scripts, id)).toEqual(['a|b']);
});

test('a new edit after an undo forgets what was taken back', () => {
  const { id, scripts } = opened();
  scripts.edit(id, { type: 'rename-chapter', chapter: 'n0', title: 'Uno' });
  scripts.undo(id);
  expect(scripts.edit(id, { type: 'text', block: 'n1', text: 'A' }).history).toEqual({ undo: 'text', redo: null });
});

test('an edit that changes nothing is no step, and one that is refused leaves nothing behind', () => {
  const { id, scripts, library } = opened();
  expect(scripts.edit(id, { type: 'text', block: 'n1', text: 'a' })).toMatchObject({
    revision: 0,
    history: { undo: null },
  });
  expect(() => scripts.edit(id, { type: 'merge-chapter', chapter: 'n0' })).toThrow(
    expect.objectContaining({ code: 'edit-impossible' }),
  );
  expect(library.read(id)).toMatchObject({ revision: 0, changed: 1000 });
});

test('what another process changed is seen before the next edit', () => {
  const { id, scripts, start } = opened();
  scripts.read(id);
  start().edit(id, { type: 'text', block: 'n2', text: 'theirs' });
  scripts.edit(id, { type: 'text', block: 'n1', text: 'mine' });
  expect(textsOf(scripts, id)).toEqual(['mine|theirs']);
});
