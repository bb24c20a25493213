import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Script, Voice } from '../../../app/model/script.ts';
import { createLibrary, type Library } from '../../../app/store/library.ts';
import { openedDatabase } from './open.ts';

const voice: Voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_alloy', language: 'en' };
const script: Script = {
  title: 'Two Years Before the Mast',
  author: null,
  language: 'en-us',
  chapters: [
    {
      id: 'c2',
      title: 'Zeroth',
      role: 'front',
      included: false,
      blocks: [
        { id: 'b9', kind: 'heading', text: 'Zeroth' },
        { id: 'b1', kind: 'verse', text: 'one\ntwo 🙂 “three”\0four' },
      ],
    },
    { id: 'c1', title: '', role: 'body', included: true, blocks: [{ id: 'b5', kind: 'text', text: '' }] },
    { id: 'c3', title: 'Empty', role: 'notes', included: false, blocks: [] },
  ],
};

function opened(): { library: Library; at: (time: number) => void } {
  let now = 1000;
  return { library: createLibrary(openedDatabase(), () => now), at: (time) => (now = time) };
}

test('a project is read as it was added, in its order', () => {
  const { library } = opened();
  const added = library.add(script, voice);
  expect(added).toEqual({ id: added.id, title: script.title, author: null, changed: 1000, script, voice });
  expect(library.read(added.id)).toEqual(added);
});

test('the list is newest change first, and an edit is a change', () => {
  const { library, at } = opened();
  const [first, second, third] = [1000, 2000, 2000].map((time) => {
    at(time);
    return library.add({ ...script, author: `${time}` }, voice);
  });
  expect(library.list().map(({ id }) => id)).toEqual([third!.id, second!.id, first!.id]);
  at(3000);
  library.editBlock(first!.id, 'b1', 'edited');
  expect(library.list()[0]).toEqual({ id: first!.id, title: script.title, author: '1000', changed: 3000 });
});

test('an edit changes its block, in its project, and nothing else', () => {
  const { library } = opened();
  const [mine, other] = [library.add(script, voice), library.add(script, voice)];
  expect(library.editBlock(mine.id, 'b1', 'edited')).toEqual({ id: 'b1', kind: 'verse', text: 'edited' });
  const expected = structuredClone(mine);
  expected.script.chapters[0]!.blocks[1]!.text = 'edited';
  expect([library.read(mine.id), library.read(other.id)]).toEqual([expected, other]);
});

test('an edit writes one row of text, however long the book', () => {
  const database = openedDatabase();
  const library = createLibrary(database, () => 1);
  const blocks = Array.from({ length: 5000 }, (_, n) => ({ id: `b${n}`, kind: 'text' as const, text: `number ${n}` }));
  const book = { ...script, chapters: [{ ...script.chapters[0]!, blocks }] };
  const { id } = library.add(book, voice);
  const count = () => database.one(v.object({ changes: v.number() }), 'SELECT total_changes() AS changes')!.changes;
  const before = count();
  library.editBlock(id, 'b4000', 'edited');
  expect(count() - before).toBe(2);
  expect(library.read(id).script.chapters[0]!.blocks[4000]!.text).toBe('edited');
});

test('a chapter can be left out and taken in, and the voice be chosen', () => {
  const { library } = opened();
  const { id } = library.add(script, voice);
  library.includeChapter(id, 'c2', true);
  library.includeChapter(id, 'c1', false);
  const chosen = { model: 'local/flite', voice: 'slt', language: 'en-us' };
  library.chooseVoice(id, chosen);
  const project = library.read(id);
  expect([project.script.chapters.map(({ included }) => included), project.voice]).toEqual([
    [true, false, false],
    chosen,
  ]);
});

test('a removed project is gone with its rows', () => {
  const database = openedDatabase();
  const library = createLibrary(database, () => 1);
  const [gone, kept] = [library.add(script, voice), library.add(script, voice)];
  library.remove(gone.id);
  const counts = v.object({ chapters: v.number(), blocks: v.number() });
  expect([
    library.list().map(({ id }) => id),
    database.one(counts, 'SELECT (SELECT count(*) FROM chapters) AS chapters, (SELECT count(*) FROM blocks) AS blocks'),
  ]).toEqual([[kept.id], { chapters: 3, blocks: 3 }]);
});

test('what is not there is named as such, and the failed change leaves no trace', () => {
  const { library, at } = opened();
  const { id } = library.add(script, voice);
  at(9000);
  const code = (work: () => unknown) => {
    try {
      return work();
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  };
  expect([
    code(() => library.read('none')),
    code(() => library.remove('none')),
    code(() => library.editBlock('none', 'b1', '')),
    code(() => library.chooseVoice('none', voice)),
    code(() => library.editBlock(id, 'none', '')),
    code(() => library.includeChapter(id, 'none', true)),
    library.read(id).changed,
  ]).toEqual([...Array<string>(4).fill('project-unknown'), ...Array<string>(2).fill('segment-unknown'), 1000]);
});

test('a script with a block twice is not added by half', () => {
  const { library } = opened();
  const twice = { ...script, chapters: [...script.chapters, { ...script.chapters[0]!, id: 'c4' }] };
  expect(() => library.add(twice, voice)).toThrow(/UNIQUE/);
  expect(library.list()).toEqual([]);
});

test('a row that no version wrote is damage', () => {
  const database = openedDatabase();
  const library = createLibrary(database, () => 1);
  const { id } = library.add(script, voice);
  database.run("UPDATE blocks SET kind = 'poem' WHERE id = 'b1'");
  expect(() => library.read(id)).toThrow(expect.objectContaining({ code: 'library-damaged' }));
});
