import { expect, test } from 'vitest';
import type { Project } from '../../../app/model/project.ts';
import type { StatesNews } from '../../../app/model/sound.ts';
import { buildScript } from '../../../app/script/build.ts';
import { createCutter } from '../../../app/script/cutter.ts';
import { PAUSES } from '../../../app/script/pauses.ts';
import { createHistories } from '../../../app/store/history.ts';
import { createLibrary } from '../../../app/store/library.ts';
import { createMade } from '../../../app/store/made.ts';
import { createScripts } from '../../../app/studio/scripts.ts';
import { createStates } from '../../../app/studio/states.ts';
import { takeKey } from '../../../app/synthesis/key.ts';
import { openedDatabase } from '../store/open.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };
const OPTIONS = { voice, fit: { comfortable: 280, most: 500 }, language: 'en', pauses: PAUSES };

/** A project of three blocks, with purchases and takes that happen when a test says so. */
function desk() {
  const database = openedDatabase();
  const library = createLibrary(database, () => 1000);
  let ids = 0;
  const newId = () => `n${ids++}`;
  const scripts = createScripts({ database, library, histories: createHistories(database, () => 1000), newId });
  const paragraphs = ['One.', 'Two.', '* * *'].map((text) => ({ kind: 'text' as const, text }));
  const chapters = [{ title: 'T', role: 'body' as const, paragraphs }];
  const { id } = library.add(buildScript({ title: 'T', author: null, language: 'en', chapters }, newId), voice);
  const buying = new Set<string>();
  const kept = new Set<string>();
  let onBuying: (key: string) => void = () => {};
  let onTake: (key: string, there: boolean) => void = () => {};
  const cut = createCutter();
  const states = createStates({
    scripts,
    made: createMade(database),
    takes: { keys: () => new Set(kept), watch: (listener) => ((onTake = listener), () => {}) },
    narrator: { isBuying: (key) => buying.has(key), watch: (listener) => ((onBuying = listener), () => {}) },
    segmentsOf:
      ({ script }: Project) =>
      (c, b) =>
        cut(script.chapters[c]!.blocks[b]!, 'c', OPTIONS),
  });
  const news: StatesNews[] = [];
  states.changed((told) => news.push(told));
  return {
    ...{ id, scripts, states, news },
    buy(text: string) {
      const key = takeKey(text, voice);
      buying.add(key);
      onBuying(key);
    },
    keep(text: string) {
      const key = takeKey(text, voice);
      kept.add(key);
      onTake(key, true);
      buying.delete(key);
      onBuying(key);
    },
    lose(text: string) {
      kept.delete(takeKey(text, voice));
      onTake(takeKey(text, voice), false);
    },
    edit(text: string) {
      scripts.edit(id, { type: 'text', block: 'n1', text });
      states.edited(id);
    },
  };
}
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('a block is made, ready, stale after an edit, and ready again when the edit is taken back', async () => {
  const { id, states, news, scripts, ...work } = desk();
  expect(await states.of(id)).toEqual({});
  const step = async (happen: () => void) => {
    happen();
    await settled();
    return news.splice(0).map(({ blocks }) => blocks);
  };
  expect(await step(() => work.buy('One.'))).toEqual([{ n1: 'making' }]);
  expect(await step(() => work.keep('One.'))).toEqual([{ n1: 'ready' }]);
  expect(await step(() => work.edit('Once.'))).toEqual([{ n1: 'stale' }]);
  expect(await step(() => (scripts.undo(id), states.edited(id)))).toEqual([{ n1: 'ready' }]);
  expect(await step(() => work.lose('One.'))).toEqual([{ n1: 'stale' }]);
  expect(await states.of(id)).toEqual({ n1: 'stale' });
});

test('only what has changed is told, once for all that happens at a time, and of nothing else', async () => {
  const { id, states, news, ...work } = desk();
  await states.of(id);
  work.keep('One.');
  work.keep('Two.');
  work.keep('Something that stands nowhere.');
  await settled();
  expect(news).toEqual([{ project: id, blocks: { n1: 'ready', n2: 'ready' } }]);
  work.edit('One.');
  await settled();
  expect(news).toHaveLength(1);
});

test('what need not be bought is known without a look at the disk', async () => {
  const { id, states, ...work } = desk();
  await states.of(id);
  work.keep('Two.');
  const segment = (spoken: string) => ({
    ...{ id: 's', chapter: 'c', block: 'n2', start: 0, end: 4, spoken, voice, take: 0, sentences: [0], pauseAfter: 0 },
  });
  expect([states.has(segment('Two.')), states.has(segment('One.'))]).toEqual([true, false]);
});
