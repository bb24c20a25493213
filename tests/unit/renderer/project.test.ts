import { expect, test } from 'vitest';
import type { WindowEdit } from '../../../app/model/edit.ts';
import { FakeApp, problem } from '../../tools/fake/app.ts';
import { openStory, settled } from './window.ts';

const BLOCK = 'b0-0-1';

test('an edit shows at once, reaches the app, and leaves every other block as it was', async () => {
  const { app, studio } = await openStory();
  const neighbour = studio.project.block('b0-0-2');
  void studio.project.type(BLOCK, 'Another night.');
  expect(studio.project.block(BLOCK)?.text).toBe('Another night.');
  await settled();
  expect(app.projects.get('corrie-point')?.script.chapters[0]?.blocks[1]?.text).toBe('Another night.');
  expect(studio.project.block('b0-0-2')).toBe(neighbour);
});

test('an edit that the app refuses is taken back, and offered again with its text', async () => {
  const { app, studio } = await openStory();
  const before = studio.project.block(BLOCK)!.text;
  app.refusals.set('script.edit', problem('disk-full'));
  await studio.project.type(BLOCK, 'Another night.');
  expect(studio.project.block(BLOCK)?.text).toBe(before);
  const [notice] = studio.notices.list;
  expect(notice?.happened).toBe('The disk is full.');

  app.refusals.clear();
  studio.notices.again(notice!);
  await settled();
  expect(studio.project.block(BLOCK)?.text).toBe('Another night.');
  expect(studio.notices.list).toEqual([]);
});

test('of two quick edits the later one stands; when both are refused, what the app last agreed to', async () => {
  const { app, studio } = await openStory();
  const before = studio.project.block(BLOCK)!.text;
  await Promise.all([studio.project.type(BLOCK, 'One.'), studio.project.type(BLOCK, 'Two.')]);
  expect(studio.project.block(BLOCK)?.text).toBe('Two.');

  app.refusals.set('script.edit', problem('disk-full'));
  await Promise.all([studio.project.type(BLOCK, 'Three.'), studio.project.type(BLOCK, 'Four.')]);
  expect(studio.project.block(BLOCK)?.text).toBe('Two.');
  expect(before).not.toBe('Two.');
});

test('an edit that changes nothing asks nothing of the app', async () => {
  const { app, studio } = await openStory();
  await studio.project.type(BLOCK, studio.project.block(BLOCK)!.text);
  expect(app.calls).not.toContain('script.edit');
});

test('ticking a chapter changes the estimate; a refusal unticks it', async () => {
  const { app, studio } = await openStory();
  const ticks = () => studio.project.chapters.map((chapter) => chapter.included);
  const before = studio.project.estimate!.characters;
  await studio.project.edit({ type: 'include-chapters', chapters: ['c0-3'], included: true });
  expect(ticks()).toEqual([true, true, true, true]);
  await settled();
  expect(studio.project.estimate!.characters).toBe(before + studio.project.characters(studio.project.chapters[3]!));

  app.refusals.set('script.edit', problem('disk-full'));
  await studio.project.edit({ type: 'include-chapters', chapters: ['c0-0', 'c0-1'], included: false });
  expect(ticks()).toEqual([true, true, true, true]);
});

test('a voice that the app refuses gives way to the one before', async () => {
  const { app, studio } = await openStory();
  const before = studio.project.voice;
  const other = { model: 'hexgrad/Kokoro-82M', voice: 'emma', language: 'en-gb' };
  app.refusals.set('script.edit', problem('model-unknown'));
  await studio.project.edit({ type: 'narrator', voice: other });
  expect(studio.project.voice).toEqual(before);
  app.refusals.clear();
  await studio.project.edit({ type: 'narrator', voice: other });
  expect(studio.project.voice).toEqual(other);
});

test('the same document brought up to date keeps the blocks that did not change', async () => {
  const app = new FakeApp();
  const { studio } = await openStory(app);
  const kept = studio.project.block('b0-0-2');
  app.projects.get('corrie-point')!.script.chapters[0]!.blocks[1]!.text = 'Edited in another window.';
  await studio.openProject('corrie-point', 'The Keeper');
  expect(studio.project.block(BLOCK)?.text).toBe('Edited in another window.');
  expect(studio.project.block('b0-0-2')).toBe(kept);
});

test('a step in another window is followed, and a missed one makes up for itself', async () => {
  const { app, studio } = await openStory();
  const kept = studio.project.block('b0-0-2');
  const edit = (edit: WindowEdit) => app.handlers.script.edit({ project: 'corrie-point', edit });
  await edit({ type: 'remove-blocks', blocks: ['b0-0-1'] });
  await settled();
  expect(studio.project.chapters[0]!.blocks.slice(0, 2)).toEqual(['b0-0-0', 'b0-0-2']);
  await edit({ type: 'merge-chapter', chapter: 'c0-1' });
  await settled();
  expect(studio.project.chapters.map(({ id }) => id)).toEqual(['c0-0', 'c0-2', 'c0-3']);
  expect(studio.project.block('b0-0-2')).toBe(kept);

  app.projects.get('corrie-point')!.revision += 5;
  await edit({ type: 'rename-chapter', chapter: 'c0-0', title: 'Renamed' });
  await settled();
  expect(studio.project.chapters[0]!.title).toBe('Renamed');
});

test('text that is being typed is not taken away by another step', async () => {
  const { app, studio } = await openStory();
  const typed = studio.project.type(BLOCK, 'Typed.');
  await app.handlers.script.edit({
    project: 'corrie-point',
    edit: { type: 'mark-blocks', blocks: [BLOCK], marks: { pause: 500 } },
  });
  await typed;
  expect(studio.project.block(BLOCK)).toMatchObject({ text: 'Typed.', pause: 500 });
});
