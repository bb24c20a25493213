import { expect, test } from 'vitest';
import { FakeApp, problem } from '../../tools/fake/app.ts';
import { openStory, settled } from './window.ts';

const BLOCK = 'b0-0-1';

test('an edit shows at once, reaches the app, and leaves every other block as it was', async () => {
  const { app, studio } = await openStory();
  const neighbour = studio.project.block('b0-0-2');
  void studio.project.edit(BLOCK, 'Another night.');
  expect(studio.project.block(BLOCK)?.text).toBe('Another night.');
  await settled();
  expect(app.projects.get('corrie-point')?.script.chapters[0]?.blocks[1]?.text).toBe('Another night.');
  expect(studio.project.block('b0-0-2')).toBe(neighbour);
});

test('an edit that the app refuses is taken back, and offered again with its text', async () => {
  const { app, studio } = await openStory();
  const before = studio.project.block(BLOCK)!.text;
  app.refusals.set('script.editBlock', problem('disk-full'));
  await studio.project.edit(BLOCK, 'Another night.');
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
  await Promise.all([studio.project.edit(BLOCK, 'One.'), studio.project.edit(BLOCK, 'Two.')]);
  expect(studio.project.block(BLOCK)?.text).toBe('Two.');

  app.refusals.set('script.editBlock', problem('disk-full'));
  await Promise.all([studio.project.edit(BLOCK, 'Three.'), studio.project.edit(BLOCK, 'Four.')]);
  expect(studio.project.block(BLOCK)?.text).toBe('Two.');
  expect(before).not.toBe('Two.');
});

test('an edit that changes nothing asks nothing of the app', async () => {
  const { app, studio } = await openStory();
  await studio.project.edit(BLOCK, studio.project.block(BLOCK)!.text);
  expect(app.calls).not.toContain('script.editBlock');
});

test('ticking a chapter changes the estimate; a refusal unticks it', async () => {
  const { app, studio } = await openStory();
  const ticks = () => studio.project.chapters.map((chapter) => chapter.included);
  const before = studio.project.estimate!.characters;
  await studio.project.include(['c0-3'], true);
  expect(ticks()).toEqual([true, true, true, true]);
  expect(studio.project.estimate!.characters).toBe(before + studio.project.characters(studio.project.chapters[3]!));

  app.refusals.set('script.includeChapter', problem('disk-full'));
  await studio.project.include(['c0-0', 'c0-1'], false);
  expect(ticks()).toEqual([true, true, true, true]);
});

test('a voice that the app refuses gives way to the one before', async () => {
  const { app, studio } = await openStory();
  const before = studio.project.voice;
  const other = { model: 'hexgrad/Kokoro-82M', voice: 'emma', language: 'en-gb' };
  app.refusals.set('script.chooseVoice', problem('model-unknown'));
  await studio.project.chooseVoice(other);
  expect(studio.project.voice).toEqual(before);
  app.refusals.clear();
  await studio.project.chooseVoice(other);
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
