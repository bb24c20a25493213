import { expect, test } from 'vitest';
import type { Segment } from '../../../app/model/script.ts';
import { buildScript } from '../../../app/script/build.ts';
import { createHistories } from '../../../app/store/history.ts';
import { createLibrary } from '../../../app/store/library.ts';
import { createRetakes } from '../../../app/store/retakes.ts';
import { createScripts } from '../../../app/studio/scripts.ts';
import { segmentsFor } from '../../../app/studio/segments.ts';
import { createTaking } from '../../../app/studio/taking.ts';
import { keyOf } from '../../../app/synthesis/key.ts';
import { openedDatabase } from '../store/open.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };

/** A project of two blocks, of which a test makes what it wants. */
function desk() {
  const database = openedDatabase();
  const clock = () => 1000;
  const library = createLibrary(database, clock);
  let ids = 0;
  const newId = () => `n${ids++}`;
  const scripts = createScripts({ database, library, histories: createHistories(database, clock), newId });
  const paragraphs = ['One.', 'Two.'].map((text) => ({ kind: 'text' as const, text }));
  const chapters = [{ title: 'T', role: 'body' as const, paragraphs }];
  const { id } = library.add(buildScript({ title: 'T', author: null, language: 'en', chapters }, newId), voice);
  const made = new Set<string>();
  const heard: Segment[] = [];
  const segments = () => segmentsFor(scripts.read(id).script, scripts.read(id).voice);
  const taking = createTaking({
    projects: {
      narration: () => ({ project: scripts.read(id), segments: segments() }),
      edit: (project, edit) => void scripts.edit(project, edit),
    },
    takes: {
      find: (key) => (made.has(key) ? { key, path: '', rate: 24_000, frames: 48_000 } : null),
      discard: async (key) => void made.delete(key),
    },
    retakes: createRetakes(database),
    preview: { say: () => undefined, play: (segment) => void heard.push(segment) },
  });
  const make = () => segments().forEach((segment) => made.add(keyOf(segment)));
  const list = async (block = 'n1') => (await taking.list({ project: id, block }))[0]?.takes;
  const segment = 'n1/0';
  return { id, scripts, taking, make, list, heard, segment, segments };
}

test('another take is heard from then on, the first is kept, and undo brings it back for nothing', async () => {
  const { id, scripts, taking, make, list, segment, segments } = desk();
  make();
  const first = keyOf(segments()[0]!);
  expect(await taking.again({ project: id, blocks: ['n1'] })).toEqual({ blocks: ['n1'] });
  expect(await list()).toEqual([
    { take: 0, seconds: 2, chosen: false },
    { take: 1, seconds: null, chosen: true },
  ]);
  make();
  void taking.choose({ project: id, segment, take: 0 });
  expect(keyOf(segments()[0]!)).toBe(first);
  scripts.undo(id);
  expect(segments()[0]!.take).toBe(1);
  scripts.undo(id);
  expect([keyOf(segments()[0]!), segments()[1]!.take]).toEqual([first, 0]);
});

test('a number is never given twice, so that no file of other sound is taken for the same', async () => {
  const { id, taking, make, list, segment } = desk();
  make();
  for (let i = 0; i < 2; i++) {
    await taking.again({ project: id, blocks: ['n1'] });
    make();
  }
  await taking.discard({ project: id, segment, take: 1 });
  void taking.choose({ project: id, segment, take: 0 });
  await taking.discard({ project: id, segment, take: 2 });
  await taking.again({ project: id, blocks: ['n1'] });
  expect((await list())!.map(({ take }) => take)).toEqual([0, 3]);
});

test('the take that is heard is not thrown away, and one that is not there is neither heard nor chosen', async () => {
  const { id, taking, make, heard, segment } = desk();
  make();
  await expect(async () => taking.discard({ project: id, segment, take: 0 })).rejects.toMatchObject({
    code: 'edit-impossible',
  });
  for (const verb of [taking.listen, taking.choose]) {
    await expect(async () => verb({ project: id, segment, take: 1 })).rejects.toMatchObject({
      code: 'segment-unknown',
    });
  }
  await taking.listen({ project: id, segment, take: 0 });
  expect(heard.map(({ spoken, take }) => [spoken, take])).toEqual([['One.', 0]]);
});

test('what was never made and what is locked is not made again', async () => {
  const { id, scripts, taking, make, segments } = desk();
  await taking.again({ project: id, blocks: ['n1', 'n2'] });
  expect(segments().map(({ take }) => take)).toEqual([0, 0]);
  make();
  scripts.edit(id, { type: 'mark-blocks', blocks: ['n1'], marks: { locked: true } });
  expect(await taking.again({ project: id, blocks: ['n1', 'n2'] })).toEqual({ blocks: ['n2'] });
  expect(segments().map(({ take }) => take)).toEqual([0, 1]);
});
