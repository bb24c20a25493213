import { expect, test } from 'vitest';
import { LONGEST_PASTE } from '../../../app/model/import.ts';
import { FakeApp, problem } from '../../tools/fake/app.ts';
import { openStory, openWindow, settled } from './window.ts';

const file = (name: string) => new File(['x'], name);

/** When a lent file has been read, looked at and shown. */
async function read(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await settled();
}

test('a file waits for a choice, then lands on the desk with the voices of its model', async () => {
  const { app, studio } = openWindow();
  await studio.load();
  studio.importing.add([file('story.txt')]);
  expect([studio.importing.phase, studio.importing.name]).toEqual(['reading', 'story.txt']);
  await read();
  expect([studio.importing.phase, studio.importing.title, app.lent]).toEqual([
    'choosing',
    'The Keeper of Corrie Point',
    [{ ticket: 'ticket of story.txt' }],
  ]);
  expect(studio.project.head).toBeNull();
  await studio.importing.finish();
  await settled();
  expect([studio.importing.phase, studio.project.head?.title, studio.voices.model, studio.library.list.length]).toEqual(
    [null, 'The Keeper of Corrie Point', 'lectern/flite', 1],
  );
});

test('a document that the desktop handed over comes with its ticket, after those that wait', async () => {
  const { app, studio } = openWindow();
  studio.importing.add([file('story.txt')]);
  studio.importing.take([{ ticket: 'handed', name: 'handed.epub' }]);
  expect([studio.importing.name, studio.importing.waiting]).toEqual(['story.txt', 1]);
  await read();
  studio.importing.skip();
  expect(studio.importing.name).toBe('handed.epub');
  await read();
  expect(app.lent).toEqual([{ ticket: 'ticket of story.txt' }, { ticket: 'handed' }]);
});

test('ticks change length and cost, and are what is imported under the names that were typed', async () => {
  const { studio } = openWindow();
  studio.importing.add([file('story.txt')]);
  await read();
  const { importing } = studio;
  const note = importing.ticks.chapters.findIndex(({ role }) => role === 'back');
  const before = importing.ticks.totals;
  expect(importing.ticks.has(note)).toBe(false);
  importing.ticks.tick([note], true);
  const { estimate } = importing.ticks.chapters[note]!;
  expect(importing.ticks.totals.seconds).toBeCloseTo(before.seconds + estimate.seconds);
  expect(importing.ticks.totals.cost).toBeCloseTo(before.cost! + estimate.cost!);
  importing.ticks.tick([0], false);
  importing.title = ' Corrie Point ';
  importing.author = ' ';
  await importing.finish();
  await settled();
  expect([studio.project.head?.title, studio.project.head?.author]).toEqual(['Corrie Point', null]);
  expect(studio.project.chapters.map(({ included }) => included)).toEqual([false, true, true, true]);
});

test('nothing ticked is not imported', async () => {
  const { app, studio } = openWindow();
  studio.importing.add([file('story.txt')]);
  await read();
  studio.importing.ticks.tick([...studio.importing.ticks.chapters.keys()], false);
  await studio.importing.finish();
  expect([studio.importing.phase, app.calls.includes('library.import')]).toEqual(['choosing', false]);
});

test('the share that is read is shown, and a cancelled reading is forgotten on both sides', async () => {
  const { app, studio } = openWindow();
  app.reading = new Promise(() => undefined);
  studio.importing.add([file('long.pdf')]);
  await read();
  app.tellReading({ import: 'another', share: 0.9 });
  app.tellReading({ import: 'import-1', share: 0.4 });
  await settled();
  expect([studio.importing.share, studio.importing.phase]).toEqual([0.4, 'reading']);
  studio.importing.cancel();
  await settled();
  expect([studio.importing.phase, studio.importing.share, app.imports.size]).toEqual([null, null, 0]);
});

test('several files queue up, and one that is left out is followed by the next', async () => {
  const { app, studio } = openWindow();
  studio.importing.add([file('one.txt'), file('two.txt')]);
  studio.importing.add([file('three.txt')]);
  await read();
  expect([studio.importing.name, studio.importing.waiting]).toEqual(['one.txt', 2]);
  await studio.importing.finish();
  await read();
  expect([studio.importing.name, studio.importing.waiting, studio.importing.phase]).toEqual(['two.txt', 1, 'choosing']);
  studio.importing.skip();
  await read();
  expect([studio.importing.name, studio.importing.waiting]).toEqual(['three.txt', 0]);
  studio.importing.skip();
  await settled();
  expect([studio.importing.phase, app.imports.size, studio.library.list.length]).toEqual([null, 0, 1]);
});

test('a file that cannot be read says so in place and is read again when asked', async () => {
  const { app, studio } = openWindow();
  app.refusals.set('library.preview', problem('document-damaged'));
  studio.importing.add([file('story.epub')]);
  await read();
  expect([studio.importing.problem?.code, studio.importing.phase, studio.notices.list]).toEqual([
    'document-damaged',
    'reading',
    [],
  ]);
  app.refusals.clear();
  await studio.importing.read();
  expect([studio.importing.problem, studio.importing.phase]).toEqual([null, 'choosing']);
});

test('an import that fails keeps the choice, and may be tried again', async () => {
  const { app, studio } = openWindow();
  studio.importing.add([file('story.epub')]);
  await read();
  studio.importing.ticks.tick([0], false);
  app.refusals.set('library.import', problem('disk-full'));
  await studio.importing.finish();
  expect([studio.importing.problem?.code, studio.importing.phase, studio.importing.ticks.has(0)]).toEqual([
    'disk-full',
    'choosing',
    false,
  ]);
  app.refusals.clear();
  await studio.importing.finish();
  await settled();
  expect(studio.project.chapters[0]?.included).toBe(false);
});

test('a document of the same title is offered to be updated, with its own voice', async () => {
  const { studio } = await openStory(new FakeApp());
  studio.importing.add([file('story.txt')]);
  await read();
  const [earlier] = studio.importing.preview!.earlier;
  expect([earlier?.id, studio.importing.project, studio.importing.preview?.voice.model]).toEqual([
    'corrie-point',
    null,
    'hexgrad/Kokoro-82M',
  ]);
  await studio.importing.regard('corrie-point');
  expect([studio.importing.preview?.voice.model, studio.importing.ticks.totals.narrated]).toEqual(['lectern/flite', 3]);
  await studio.importing.finish();
  await settled();
  expect([studio.project.head?.id, studio.library.list.length]).toEqual(['corrie-point', 1]);
});

test('pasted text is read as it is; one that is too long for a message is refused here', async () => {
  const { app, studio } = openWindow();
  studio.importing.paste('  \n');
  expect(studio.importing.phase).toBeNull();
  studio.importing.paste('Once upon a time.');
  await read();
  expect([app.lent, studio.importing.name]).toEqual([[{ text: 'Once upon a time.' }], 'the pasted text']);
  studio.importing.cancel();
  studio.importing.paste('a'.repeat(LONGEST_PASTE + 1));
  await read();
  expect([studio.importing.problem?.code, app.lent.length]).toEqual(['file-too-large', 1]);
});

test('a locked file asks for its password, is read with it, and nobody keeps it', async () => {
  const { app, studio } = openWindow();
  app.refusals.set('library.preview', problem('password-needed'));
  studio.importing.add([file('locked.pdf')]);
  await read();
  expect([studio.importing.locked, studio.importing.problem?.code]).toEqual([true, 'password-needed']);
  app.refusals.set('library.preview', problem('password-wrong'));
  await studio.importing.read('sesame');
  expect([studio.importing.locked, studio.importing.problem?.code]).toEqual([true, 'password-wrong']);
  app.refusals.clear();
  await studio.importing.read('secret');
  expect([studio.importing.locked, studio.importing.phase]).toEqual([false, 'choosing']);
  expect(app.lent).toEqual([
    { ticket: 'ticket of locked.pdf' },
    { ticket: 'ticket of locked.pdf', password: 'sesame' },
    { ticket: 'ticket of locked.pdf', password: 'secret' },
  ]);
});

test('what becomes of code, marks and other languages changes the figures, and leaves ticks and names as they are', async () => {
  const { studio } = openWindow();
  const { importing } = studio;
  importing.add([file('story.txt')]);
  await read();
  importing.ticks.tick([0], false);
  importing.title = 'Mine';
  await importing.speak({ code: 'skipped' });
  await importing.speak({ marks: 'spoken' });
  expect(importing.wish).toEqual({ code: 'skipped', marks: 'spoken', foreign: 'narrator' });
  expect([importing.title, importing.ticks.has(0)]).toEqual(['Mine', false]);
});
