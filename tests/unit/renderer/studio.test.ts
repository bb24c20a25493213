import { expect, test } from 'vitest';
import type { ExportState } from '../../../app/model/export.ts';
import { revivedProblem } from '../../../app/model/problem.ts';
import { FakeApp, problem } from '../../tools/fake/app.ts';
import { openStory, openWindow, settled } from './window.ts';

test('a file that is opened lands on the desk with the voices of its model', async () => {
  const { studio } = openWindow();
  await studio.load();
  await studio.openFile(new File(['x'], 'story.txt'));
  await settled();
  expect([studio.project.head?.title, studio.voices.model, studio.library.list.length, studio.opening]).toEqual([
    'The Keeper of Corrie Point',
    'lectern/flite',
    1,
    null,
  ]);
});

test('a file that cannot be opened is explained and may be tried again', async () => {
  const { app, studio } = openWindow();
  app.refusals.set('library.import', problem('document-damaged'));
  await studio.openFile(new File(['x'], 'story.epub'));
  expect(studio.project.head).toBeNull();
  app.refusals.clear();
  studio.notices.again(studio.notices.list[0]!);
  await settled();
  expect(studio.project.head?.id).toBe('corrie-point');
});

test('when the app comes back, everything is asked for anew and the desk is brought up to date', async () => {
  const { app, studio, link } = await openStory();
  link('lost');
  expect(studio.connection.link).toBe('lost');
  app.status = { ...app.status, keyed: true };
  app.projects.get('corrie-point')!.script.chapters[0]!.blocks[1]!.text = 'Meanwhile.';
  link('open');
  await settled();
  await settled();
  expect([studio.status.value?.keyed, studio.project.block('b0-0-1')?.text]).toEqual([true, 'Meanwhile.']);
});

test('a document that is taken out of the library leaves the desk', async () => {
  const { studio } = await openStory();
  await studio.removeProject('corrie-point');
  expect([studio.project.head, studio.library.list]).toEqual([null, []]);
});

test('the search finds voices by the start of a word, and the language of the document comes first', async () => {
  const { studio } = await openStory();
  await studio.voices.show('hexgrad/Kokoro-82M');
  expect(
    studio.voices
      .groups('en-gb')
      .map((group) => group.name)
      .slice(0, 2),
  ).toEqual(['British English', 'American English']);
  studio.voices.query = 'brit male';
  expect(studio.voices.groups('en-gb').flatMap((group) => group.voices.map((voice) => voice.name))).toEqual([
    'Daniel',
    'Fable',
    'George',
    'Lewis',
  ]);
});

test('the voices of a model that was left in the meantime are not shown', async () => {
  const { studio } = await openStory();
  await Promise.all([studio.voices.show('hexgrad/Kokoro-82M'), studio.voices.show('lectern/flite')]);
  expect([studio.voices.model, studio.voices.list.length, studio.voices.phase]).toEqual(['lectern/flite', 4, 'ready']);
});

test('a model without voices here says why, and is asked again once there is a key', async () => {
  const { app, studio } = await openStory();
  app.refusals.set('voices.list', problem('key-missing'));
  await studio.voices.show('hexgrad/Kokoro-82M');
  expect([studio.voices.phase, studio.voices.problem?.code]).toEqual(['failed', 'key-missing']);
  app.refusals.clear();
  await studio.status.saveKey('a key');
  await settled();
  expect(studio.voices.phase).toBe('ready');
});

test('a voice of no language speaks that of the document', async () => {
  const { studio } = await openStory();
  await studio.voices.show('cartesia/sonic-2');
  expect(studio.voice(studio.voices.list[0]!)).toEqual({
    model: 'cartesia/sonic-2',
    voice: 'narrator',
    language: 'en-gb',
  });
});

test('an export is followed to its end; a cancelled one is gone', async () => {
  const { app, studio } = await openStory();
  await studio.exports.start('corrie-point', 'mp3');
  await studio.exports.start('corrie-point', 'wav');
  await studio.exports.cancel('job-2');
  const about = { job: 'job-1', project: 'corrie-point', format: 'mp3' } as const;
  app.tellExport({ ...about, phase: 'failed', problem: problem('disk-full') });
  await settled();
  expect(studio.exports.list).toEqual([{ ...about, phase: 'failed', problem: problem('disk-full') }]);
});

test('a new window takes up exports that run, not those that ended before it came', async () => {
  const app = new FakeApp();
  const about = { project: 'p', format: 'mp3' } as const;
  const states: ExportState[] = [
    { ...about, job: 'ended', phase: 'failed', problem: problem('disk-full') },
    { ...about, job: 'running', phase: 'working', segments: 4, done: 1, remaining: null },
  ];
  for (const state of states) app.exports.set(state.job, state);
  const { studio } = openWindow(app);
  await studio.load();
  expect(studio.exports.list.map((state) => state.job)).toEqual(['running']);
});

test('the same trouble is told once, and the oldest of four goes first', () => {
  const { studio } = openWindow();
  for (const code of ['disk-full', 'disk-full', 'file-empty', 'rate-limited', 'internal'] as const) {
    studio.notices.problem(revivedProblem(problem(code)));
  }
  expect(studio.notices.list).toHaveLength(3);
  studio.notices.problem(new DOMException('stopped', 'AbortError'));
  expect(studio.notices.list).toHaveLength(3);
});
