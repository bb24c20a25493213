import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../../../app/dictation/archive.ts';
import type { Project } from '../../../app/model/project.ts';
import type { Script } from '../../../app/model/script.ts';
import type { StorageUse } from '../../../app/model/storage.ts';
import { newBlock } from '../../../app/script/edit/blocks.ts';
import { createDictations } from '../../../app/store/dictations.ts';
import { PRESET } from '../../../app/store/dictation-settings.ts';
import { createLibrary } from '../../../app/store/library.ts';
import { createReceipts } from '../../../app/store/receipts.ts';
import { createRetakes } from '../../../app/store/retakes.ts';
import { segmentsFor } from '../../../app/studio/segments.ts';
import { createStorage } from '../../../app/studio/settings/storage.ts';
import { takeKey } from '../../../app/synthesis/key.ts';
import { openedTakes } from '../store/open.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const VOICE = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };
/** Of a take of a tenth of a second. */
const BYTES = 4800;

const scriptOf = (text: string): Script => ({
  ...{ title: text, author: null, language: 'en-us', cast: [], pronunciations: [], spelled: false },
  chapters: [
    {
      ...{ id: 'c', place: 'a0', title: '', role: 'body', included: true },
      blocks: [{ ...newBlock('b'), place: 'a0', text }],
    },
  ],
});

/** A library of which a clock may be moved; all of it is real but the cutting, which has no rules of its own here. */
async function opened() {
  let now = Date.parse('2026-11-21T12:00:00Z');
  const clock = () => now;
  const { folder, database, takes } = await openedTakes(undefined, clock);
  const library = createLibrary(database, clock);
  const archive = new Archive({
    ...{ rows: createDictations(database), folder: join(folder, 'recordings') },
    ...{ settings: () => PRESET, tell: () => undefined, now: clock },
  });
  await archive.open();
  const [retakes, receipts] = [createRetakes(database), createReceipts(database, clock)];
  const segments = (project: Project) => segmentsFor(project.script, project.voice).values() as Generator;
  const storage = createStorage({
    ...{ data: folder, library, takes, retakes, receipts, archive, now: clock },
    projects: { segments: segments as never },
  });
  const make = async (key: string) => {
    const writer = await takes.begin(key, 24_000);
    await writer.write(new Int16Array(BYTES / 2));
    await writer.commit();
    await writer.close();
    return key;
  };
  return {
    ...{ folder, library, takes, retakes, receipts, archive, make },
    use: () => storage.storage(undefined) as Promise<StorageUse>,
    clean: storage.clean,
    pass: (ms: number) => (now += ms),
    now: clock,
    add: (text: string) => library.add(scriptOf(text), VOICE).id,
    keyOf: (text: string, take = 0) => takeKey(text, VOICE, take),
  };
}

test('speech is told apart by who needs it, with what it would cost to have it again', async () => {
  const { folder, make, add, keyOf, library, retakes, receipts, use, pass, now } = await opened();
  add('Once upon a time.');
  retakes.next(keyOf('Once upon a time.'));
  library.remove(add('There was a king.'));
  for (const key of [keyOf('Once upon a time.'), keyOf('Once upon a time.', 1), keyOf('There was a king.')])
    await make(key);
  await make(keyOf('Nobody says this any more.'));
  // What no row knows, as a crash may leave it.
  const stray = join(folder, 'takes', 'ff', `${'ff'.repeat(32)}.pcm`);
  mkdirSync(join(stray, '..'), { recursive: true });
  writeFileSync(stray, Buffer.alloc(BYTES));
  utimesSync(stray, now() / 1000, now() / 1000);
  receipts.add({ account: null, model: VOICE.model, way: 'rest', characters: 100, seconds: 10, cost: 0.5 });

  expect((await use()).shares.unused.takes, 'what was made just now stays').toBe(0);
  pass(3 * HOUR);
  await make(keyOf('Nor this, but it was made just now.'));
  const { shares, speech } = await use();
  const price = (17 * 4) / 1e6;
  expect(shares).toEqual({
    used: { takes: 2, bytes: 2 * BYTES, dollars: expect.closeTo(2 * price, 9) as number },
    removed: { takes: 1, bytes: BYTES, dollars: expect.closeTo(price, 9) as number },
    unused: { takes: 2, bytes: 2 * BYTES, dollars: expect.closeTo(2 * 0.1 * 0.05, 9) as number },
  });
  expect(speech).toBe(6 * BYTES);
});

test('only what a person named goes, and what documents need only where it was named', async () => {
  const { make, add, keyOf, library, takes, use, clean, pass } = await opened();
  const kept = add('Once upon a time.');
  library.remove(add('There was a king.'));
  const [needed, removed, nobody] = [
    await make(keyOf('Once upon a time.')),
    await make(keyOf('There was a king.')),
    await make(keyOf('Nobody says this any more.')),
  ];
  pass(3 * HOUR);
  const there = () => [needed, removed, nobody].map((key) => takes.find(key) !== null);
  const gone: string[] = [];
  takes.watch((key, is) => !is && gone.push(key));

  expect(await clean({ speech: [], recordingsBefore: null })).toMatchObject({ bytes: 0, takes: 0 });
  expect(there()).toEqual([true, true, true]);
  pass(3 * HOUR);
  expect(await clean({ speech: ['unused'], recordingsBefore: null })).toMatchObject({ bytes: BYTES, takes: 1 });
  expect(there()).toEqual([true, true, false]);
  pass(3 * HOUR);
  await clean({ speech: ['unused', 'removed'], recordingsBefore: null });
  expect(there()).toEqual([true, false, false]);
  pass(3 * HOUR);
  await clean({ speech: ['used'], recordingsBefore: null });
  expect(there()).toEqual([false, false, false]);
  expect(gone).toEqual([nobody, removed, needed]);
  expect((await use()).speech).toBe(0);
  expect(library.read(kept).script.chapters[0]!.blocks[0]!.text).toBe('Once upon a time.');
});

test('the sound of old recordings goes, their text stays, and what has none yet is not touched', async () => {
  const { folder, archive, use, clean, now } = await opened();
  const record = (id: string, age: number, status: 'done' | 'waiting') => {
    writeFileSync(join(folder, 'recordings', `${id}.wav`), Buffer.alloc(1000));
    const row = {
      id,
      started: now() - age,
      status,
      source: 'microphone',
      name: '',
      model: 'm',
      language: null,
    } as const;
    archive.add({ ...row, sound: `${id}.wav`, bytes: 1000 });
    archive.change(id, { text: `the text of ${id}` });
  };
  record('old', 40 * DAY, 'done');
  record('older but waiting', 90 * DAY, 'waiting');
  record('new', DAY, 'done');
  expect(await use()).toMatchObject({ recordings: 3000, heard: [{ bytes: 1000 }, { bytes: 1000 }] });
  expect(await clean({ speech: [], recordingsBefore: now() - 30 * DAY })).toMatchObject({ bytes: 1000, recordings: 1 });
  expect(archive.rows.list().map(({ id, sound, text }) => [id, sound !== null, text])).toEqual([
    ['new', true, 'the text of new'],
    ['old', false, 'the text of old'],
    ['older but waiting', true, 'the text of older but waiting'],
  ]);
  expect((await use()).recordings).toBe(2000);
});
