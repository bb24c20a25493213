import { expect, test } from 'vitest';
import { openStory, settled } from './window.ts';

const titles = (studio: Awaited<ReturnType<typeof openStory>>['studio'], search = '') =>
  studio.library.found(search).map(({ title }) => title);

test('a document that was removed comes back by the notice’s button', async () => {
  const { studio } = await openStory();
  await studio.removeProject('corrie-point');
  const [notice] = studio.notices.list;
  expect([titles(studio), notice?.offer]).toEqual([[], 'Undo']);
  studio.notices.again(notice!);
  await settled();
  await settled();
  expect([titles(studio), studio.notices.list]).toEqual([['The Keeper of Corrie Point'], []]);
});

test('a copy gets a name of its own, and so does the copy of a copy', async () => {
  const { studio } = await openStory();
  await studio.library.duplicate(studio.library.list[0]!);
  await settled();
  await studio.library.duplicate(studio.library.list.find(({ title }) => title.endsWith('(copy)'))!);
  await settled();
  expect(titles(studio).toSorted()).toEqual([
    'The Keeper of Corrie Point',
    'The Keeper of Corrie Point (copy 2)',
    'The Keeper of Corrie Point (copy)',
  ]);
});

test('the search takes words in any order, of title or author, whatever their case and accents', async () => {
  const { studio } = await openStory();
  await studio.renameProject(studio.library.list[0]!, 'Märchen vom Leuchtturm');
  await settled();
  expect(titles(studio, 'leuchtturm MARCHEN halloran')).toEqual(['Märchen vom Leuchtturm']);
  expect([titles(studio, 'keeper'), studio.project.head?.title]).toEqual([[], 'Märchen vom Leuchtturm']);
});
