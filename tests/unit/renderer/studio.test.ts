import { expect, test } from 'vitest';
import type { ExportState, ExportSummary } from '../../../app/model/export.ts';
import { revivedProblem } from '../../../app/model/problem.ts';
import { FakeApp, problem } from '../../tools/fake/app.ts';
import { openStory, openWindow, settled } from './window.ts';

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
  await studio.exports.start({ project: 'corrie-point', format: 'mp3' });
  await studio.exports.start({ project: 'corrie-point', format: 'wav' });
  await studio.exports.cancel('job-2');
  const about = { job: 'job-1', project: 'corrie-point', format: 'mp3' } as const;
  app.tellExport({ ...about, phase: 'failed', problem: problem('disk-full') });
  await settled();
  expect(studio.exports.list).toEqual([{ ...about, phase: 'failed', problem: problem('disk-full') }]);
});

test('an export that is paused goes on where it was', async () => {
  const { studio } = await openStory();
  await studio.exports.start({ project: 'corrie-point', format: 'mp3' });
  await studio.exports.pause('job-1');
  expect(studio.exports.list).toMatchObject([{ phase: 'paused', done: 2 }]);
  await studio.exports.resume('job-1');
  expect(studio.exports.list).toMatchObject([{ phase: 'working', done: 2 }]);
});

test('a new window takes up exports that are not done; one that failed is there until it is dismissed', async () => {
  const app = new FakeApp();
  const about = { project: 'p', format: 'mp3' } as const;
  const failed = { ...about, job: 'failed', phase: 'failed', problem: problem('disk-full') } as const;
  const states: ExportState[] = [
    { ...about, job: 'done', phase: 'done', summary: {} as ExportSummary },
    failed,
    { ...about, job: 'running', phase: 'working', segments: 4, done: 1, remaining: null, toPay: null },
  ];
  for (const state of states) app.exports.set(state.job, state);
  const { studio } = openWindow(app);
  await studio.load();
  expect(studio.exports.list.map((state) => state.job)).toEqual(['failed', 'running']);
  await studio.exports.dismiss(failed);
  expect([studio.exports.list.map((state) => state.job), app.exports.has('failed')]).toEqual([['running'], false]);
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

test('what had ended and is back is said, and is no trouble', async () => {
  const { app, studio } = openWindow();
  app.mended.tell({ part: 'voices' });
  await settled();
  expect(studio.notices.list).toMatchObject([
    { happened: expect.stringContaining('offline voices'), advice: 'Nothing was lost.', trouble: false, again: null },
  ]);
});
