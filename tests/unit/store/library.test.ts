import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Change } from '../../../app/model/edit.ts';
import type { Project } from '../../../app/model/project.ts';
import type { Script, Voice } from '../../../app/model/script.ts';
import { newBlock } from '../../../app/script/edit/blocks.ts';
import { createLibrary, KEPT, type Library } from '../../../app/store/library.ts';
import { openedDatabase } from './open.ts';

const voice: Voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_alloy', language: 'en' };
const script: Script = {
  title: 'Two Years Before the Mast',
  author: null,
  language: 'en-us',
  cast: [],
  pronunciations: [],
  spelled: false,
  chapters: [
    {
      id: 'c2',
      place: 'a0',
      title: 'Zeroth',
      role: 'front',
      included: false,
      blocks: [
        { ...newBlock('b9'), place: 'a0', kind: 'heading', text: 'Zeroth' },
        { ...newBlock('b1'), place: 'a1', kind: 'verse', text: 'one\ntwo 🙂 “three”\0four' },
      ],
    },
    { id: 'c1', place: 'a1', title: '', role: 'body', included: true, blocks: [{ ...newBlock('b5'), place: 'a0' }] },
    { id: 'c3', place: 'a2', title: 'Empty', role: 'notes', included: false, blocks: [] },
  ],
};

function opened(): { library: Library; at: (time: number) => void } {
  let now = 1000;
  return { library: createLibrary(openedDatabase(), () => now), at: (time) => (now = time) };
}

test('a project is read as it was added, in its order', () => {
  const { library } = opened();
  const added = library.add(script, voice);
  const { title, author } = script;
  expect(added).toEqual({ id: added.id, title, author, changed: 1000, revision: 0, script, voice });
  expect(library.read(added.id)).toEqual(added);
});

/** A change of one block's text. */
function retold(project: Project, text: string): Change {
  const { id: chapter, blocks } = project.script.chapters[0]!;
  const before = { chapter, ...blocks[1]! };
  return { front: null, cast: [], pronunciations: [], chapters: [], blocks: [{ before, after: { ...before, text } }] };
}

test('the list is newest change first, and an edit is a change', () => {
  const { library, at } = opened();
  const [first, second, third] = [1000, 2000, 2000].map((time) => {
    at(time);
    return library.add({ ...script, author: `${time}` }, voice);
  });
  expect(library.list().map(({ id }) => id)).toEqual([third!.id, second!.id, first!.id]);
  at(3000);
  library.change(first!.id, retold(first!, 'edited'));
  expect(library.list()[0]).toEqual({ id: first!.id, title: script.title, author: '1000', changed: 3000 });
});

test('projects are found by title or author, and a sign that SQL reads as any text is only itself', () => {
  const { library } = opened();
  const add = (title: string, author: string | null) => library.add({ ...script, title, author }, voice).title;
  add('100 % wool', 'Dana');
  add('1000 sheep', null);
  const found = (text: string) => library.list(text).map(({ title }) => title);
  expect([found('sheep'), found('dan'), found('0 %'), found('_')]).toEqual([
    ['1000 sheep'],
    ['100 % wool'],
    ['100 % wool'],
    [],
  ]);
});

test('an edit changes its block, in its project, and nothing else', () => {
  const { library } = opened();
  const [mine, other] = [library.add(script, voice), library.add(script, voice)];
  expect(library.change(mine.id, retold(mine, 'edited'))).toBe(1);
  const expected = { ...structuredClone(mine), revision: 1 };
  expected.script.chapters[0]!.blocks[1]!.text = 'edited';
  expect([library.read(mine.id), library.read(other.id)]).toEqual([expected, other]);
});

test('an edit writes one row of text, however long the book', () => {
  const database = openedDatabase();
  const library = createLibrary(database, () => 1);
  const blocks = Array.from({ length: 5000 }, (_, n) => ({
    ...newBlock(`b${n}`),
    place: `d${1000 + n}`,
    text: `number ${n}`,
  }));
  const project = library.add({ ...script, chapters: [{ ...script.chapters[0]!, blocks }] }, voice);
  const count = () => database.one(v.object({ changes: v.number() }), 'SELECT total_changes() AS changes')!.changes;
  const before = count();
  library.change(project.id, retold(project, 'edited'));
  expect(count() - before).toBe(2);
  expect(library.read(project.id).script.chapters[0]!.blocks[1]!.text).toBe('edited');
});

test('a removed project can be restored as it was for a month, and then is gone with its rows', () => {
  const database = openedDatabase();
  let now = 1;
  const library = createLibrary(database, () => now);
  const [gone, kept] = [library.add(script, voice), library.add(script, voice)];
  library.remove(gone.id);
  expect(library.list().map(({ id }) => id)).toEqual([kept.id]);
  expect(() => library.read(gone.id)).toThrow(expect.objectContaining({ code: 'project-unknown' }));
  now += KEPT;
  library.purge();
  library.restore(gone.id);
  expect(library.read(gone.id)).toEqual(gone);

  library.remove(gone.id);
  now += KEPT + 1;
  library.purge();
  expect(() => library.restore(gone.id)).toThrow(expect.objectContaining({ code: 'project-unknown' }));
  const counts = v.object({ chapters: v.number(), blocks: v.number() });
  const sql = 'SELECT (SELECT count(*) FROM chapters) AS chapters, (SELECT count(*) FROM blocks) AS blocks';
  expect(database.one(counts, sql)).toEqual({ chapters: 3, blocks: 3 });
});

test('a project that is not there is named as such', () => {
  const { library } = opened();
  const project = library.add(script, voice);
  const code = (work: () => unknown) => {
    try {
      return work();
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  };
  const codes = [
    code(() => library.read('none')),
    code(() => library.remove('none')),
    code(() => library.restore(project.id)),
    code(() => library.revision('none')),
    code(() => library.change('none', { front: null, cast: [], pronunciations: [], chapters: [], blocks: [] })),
  ];
  expect(new Set(codes)).toEqual(new Set(['project-unknown']));
});

test('a row that no version wrote is damage', () => {
  const database = openedDatabase();
  const library = createLibrary(database, () => 1);
  const { id } = library.add(script, voice);
  database.run("UPDATE blocks SET kind = 'poem' WHERE id = 'b1'");
  expect(() => library.read(id)).toThrow(expect.objectContaining({ code: 'library-damaged' }));
});
