import { expect, test } from 'vitest';
import type { ScriptEdit } from '../../../../app/model/edit.ts';
import type { Script, Voice } from '../../../../app/model/script.ts';
import { newBlock } from '../../../../app/script/edit/blocks.ts';
import { applied, inverse, type Work } from '../../../../app/script/edit/change.ts';
import { changeOf } from '../../../../app/script/edit/edit.ts';
import { random } from '../../pcm/random.ts';

const voice: Voice = { model: 'm', voice: 'v', language: 'en' };
const BO = { id: 'bo', place: 'a0', name: 'Bo', voice: { ...voice, voice: 'w' } };

/** Chapters of texts: block 1 of chapter 0 is `b0-1`. */
function work(...chapters: string[][]): Work {
  const script: Script = {
    title: 'T',
    author: null,
    language: 'en',
    cast: [BO],
    pronunciations: [],
    spelled: false,
    chapters: chapters.map((texts, c) => ({
      id: `c${c}`,
      place: `a${c}`,
      title: `Chapter ${c}`,
      role: 'body',
      included: true,
      blocks: texts.map((text, b) => ({ ...newBlock(`b${c}-${b}`), place: `a${b}`, text })),
    })),
  };
  return { script, voice };
}
const counter = () => {
  let count = 0;
  return () => `n${count++}`;
};
const edited = (before: Work, ...edits: ScriptEdit[]): Work => {
  const newId = counter();
  return edits.reduce((now, edit) => applied(now, changeOf(now, edit, newId)), before);
};
const texts = ({ script }: Work) => script.chapters.map(({ blocks }) => blocks.map(({ text }) => text));
const code = (before: Work, edit: ScriptEdit): unknown => {
  try {
    return changeOf(before, edit, counter());
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

test('a block is split at an offset, and joined again', () => {
  const before = work(['One two.', 'Three.']);
  const parts = edited(before, { type: 'split-block', block: 'b0-0', at: 4 });
  expect(texts(parts)).toEqual([['One', 'two.', 'Three.']]);
  expect(texts(edited(parts, { type: 'join-block', block: 'b0-0' }))).toEqual(texts(before));
});

test('texts are put in behind a block, at the start of a chapter, and again and again in the same place', () => {
  const insert = (after: string | null, ...texts: string[]): ScriptEdit => ({
    type: 'insert-blocks',
    chapter: 'c0',
    after,
    texts,
  });
  const many = Array.from({ length: 200 }, (_, n) => insert('b0-0', `${n}`));
  const after = edited(work(['a', 'z']), insert(null, 'x', 'y'), ...many);
  expect(texts(after)).toEqual([['x', 'y', 'a', ...Array.from({ length: 200 }, (_, n) => `${199 - n}`), 'z']]);
});

test('speech is cut out of its paragraph for another voice, with no letter lost', () => {
  const before = work(['“No,” said Bo, “not yet.” He left.']);
  const parts = [
    { start: 0, end: 5, speaker: 'bo' },
    { start: 15, end: 25, speaker: 'bo' },
  ];
  const { script } = edited(before, { type: 'cast-parts', members: [], blocks: [{ block: 'b0-0', parts }] });
  expect(script.chapters[0]!.blocks.map(({ text, speaker, runsOn }) => [text, speaker, runsOn])).toEqual([
    ['“No,”', 'bo', false],
    ['said Bo,', null, true],
    ['“not yet.”', 'bo', true],
    ['He left.', null, true],
  ]);
});

test('chapters move, merge, split and change their names', () => {
  const before = work(['a', 'b'], ['c'], ['d']);
  expect(texts(edited(before, { type: 'move-chapter', chapter: 'c2', before: 'c0' }))).toEqual([
    ['d'],
    ['a', 'b'],
    ['c'],
  ]);
  expect(texts(edited(before, { type: 'move-chapter', chapter: 'c0', before: null }))).toEqual([
    ['c'],
    ['d'],
    ['a', 'b'],
  ]);
  const merged = edited(before, { type: 'merge-chapter', chapter: 'c1' });
  expect(texts(merged)).toEqual([['a', 'b', 'c'], ['d']]);
  const apart = edited(merged, { type: 'split-chapter', block: 'b0-1', title: 'Second' });
  expect([texts(apart), apart.script.chapters.map(({ title }) => title)]).toEqual([
    [['a'], ['b', 'c'], ['d']],
    ['Chapter 0', 'Second', 'Chapter 2'],
  ]);
});

test('a member who is dismissed leaves what they spoke to the narrator', () => {
  const spoken = edited(work(['a', 'b']), { type: 'mark-blocks', blocks: ['b0-1'], marks: { speaker: 'bo' } });
  const { script } = edited(spoken, { type: 'dismiss-member', member: 'bo' });
  expect([script.cast, script.chapters[0]!.blocks[1]!.speaker]).toEqual([[], null]);
});

test('an edit touches no object but those it changes', () => {
  const before = work(['a', 'b'], ['c']);
  const after = edited(before, { type: 'text', block: 'b0-1', text: 'new' });
  expect(after.script.chapters[1]).toBe(before.script.chapters[1]);
  expect(after.script.chapters[0]!.blocks[0]).toBe(before.script.chapters[0]!.blocks[0]);
});

test('what can not be done is refused by its name', () => {
  const locked = edited(work(['a b', 'c']), { type: 'mark-blocks', blocks: ['b0-0'], marks: { locked: true } });
  const none = { start: 2, end: 1, speaker: null };
  expect([
    code(locked, { type: 'text', block: 'b0-0', text: '' }),
    code(locked, { type: 'remove-blocks', blocks: ['b0-1', 'b0-0'] }),
    code(locked, { type: 'mark-blocks', blocks: ['b0-0'], marks: { pause: 1 } }),
    code(locked, { type: 'split-block', block: 'b0-1', at: 0 }),
    code(locked, { type: 'join-block', block: 'b0-1' }),
    code(locked, { type: 'cast-parts', members: [], blocks: [{ block: 'b0-1', parts: [none] }] }),
    code(locked, { type: 'merge-chapter', chapter: 'c0' }),
    code(locked, { type: 'split-chapter', block: 'b0-0', title: '' }),
    code(locked, { type: 'move-chapter', chapter: 'c0', before: 'c0' }),
    code(locked, { type: 'text', block: 'none', text: '' }),
    code(locked, { type: 'rename-chapter', chapter: 'none', title: '' }),
    code(locked, { type: 'mark-blocks', blocks: ['b0-1'], marks: { speaker: 'none' } }),
  ]).toEqual([
    ...Array<string>(3).fill('block-locked'),
    ...Array<string>(6).fill('edit-impossible'),
    ...['block-unknown', 'chapter-unknown', 'member-unknown'],
  ]);
});

test('whatever is done in whatever order, taking it all back gives the script of the beginning', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
    const newId = counter();
    const start = work(['a b c', 'd “e f” g'], ['h i'], ['j', 'k l', 'm']);
    let now = start;
    const made = [];
    for (let i = 0; i < 60; i++) {
      const chapters = now.script.chapters;
      const chapter = pick(chapters).id;
      const block = pick(chapters.flatMap(({ blocks }) => blocks))?.id ?? 'none';
      const edit = pick<ScriptEdit>([
        { type: 'text', block, text: `text ${i} of it` },
        { type: 'split-block', block, at: 2 },
        { type: 'join-block', block },
        { type: 'insert-blocks', chapter, after: null, texts: ['new one', 'and two'] },
        { type: 'remove-blocks', blocks: [block] },
        { type: 'mark-blocks', blocks: [block], marks: { speaker: 'bo', pause: i, locked: next() < 0.2 } },
        { type: 'cast-parts', members: [], blocks: [{ block, parts: [{ start: 1, end: 3, speaker: 'bo' }] }] },
        { type: 'include-chapters', chapters: [chapter], included: next() < 0.5 },
        { type: 'rename-chapter', chapter, title: `${i}` },
        { type: 'move-chapter', chapter, before: pick([null, ...chapters.map(({ id }) => id)]) },
        { type: 'merge-chapter', chapter },
        { type: 'split-chapter', block, title: `${i}` },
        { type: 'cast-member', member: { id: pick(['bo', 'al']), name: `${i}`, voice } },
        { type: 'narrator', voice: { ...voice, voice: `${i}` } },
        { type: 'name', title: `${i}`, author: `${i}` },
      ]);
      try {
        const change = changeOf(now, edit, newId);
        made.push({ before: now, change });
        now = applied(now, change);
      } catch (thrown) {
        expect(thrown).toHaveProperty('code');
      }
    }
    expect(made.length).toBeGreaterThan(20);
    const after = now;
    for (const { before, change } of made.toReversed()) {
      now = applied(now, inverse(change));
      expect(now).toEqual(before);
    }
    expect(now).toEqual(start);
    for (const { change } of made) now = applied(now, change);
    expect(now).toEqual(after);
  }
});

test('who is new comes into the cast with the speech that is given to them, in one step', () => {
  const before = work(['“No,” said Ann.'], ['“Yes.”']);
  const ann = { id: 'ann', name: 'Ann', voice: { model: 'm', voice: 'ann', language: 'en' } };
  const { script } = edited(before, {
    type: 'cast-parts',
    members: [ann],
    blocks: [
      { block: 'b0-0', parts: [{ start: 0, end: 5, speaker: 'ann' }] },
      { block: 'b1-0', parts: [{ start: 0, end: 6, speaker: 'bo' }] },
    ],
  });
  expect(script.cast.map(({ id }) => id)).toEqual(['bo', 'ann']);
  expect(script.chapters.map(({ blocks }) => blocks.map(({ text, speaker }) => [text, speaker]))).toEqual([
    [
      ['“No,”', 'ann'],
      ['said Ann.', null],
    ],
    [['“Yes.”', 'bo']],
  ]);
});

test('a paragraph has a voice of its own until it is given to somebody', () => {
  const voice = { model: 'm', voice: 'own', language: 'en' };
  const own = edited(work(['a']), { type: 'mark-blocks', blocks: ['b0-0'], marks: { voice } });
  expect(own.script.chapters[0]!.blocks[0]).toMatchObject({ voice, speaker: null });
  const given = edited(own, { type: 'mark-blocks', blocks: ['b0-0'], marks: { speaker: 'bo' } });
  expect(given.script.chapters[0]!.blocks[0]).toMatchObject({ voice: null, speaker: 'bo' });
});

test('a take is chosen for a text in a voice, the first one by choosing nothing', () => {
  const text = { block: 'b0-0', spoken: 'a', voice: { model: 'm', voice: 'v', language: 'en' } };
  const chosen = edited(work(['a']), { type: 'choose-takes', choices: [{ ...text, take: 2 }] });
  const { block: _, ...kept } = text;
  expect(chosen.script.chapters[0]!.blocks[0]!.takes).toEqual([{ ...kept, take: 2 }]);
  const back = edited(chosen, { type: 'choose-takes', choices: [{ ...text, take: 0 }] });
  expect(back.script.chapters[0]!.blocks[0]!.takes).toEqual([]);
});
