import { expect, test } from 'vitest';
import { USUAL_NAMES } from '../../../app/model/export.ts';
import { openStory, settled } from './window.ts';

const asked = { project: 'corrie-point', format: 'mp3', chapters: 'embedded', names: USUAL_NAMES } as const;

test('names follow what is typed, and asking does not pile up', async () => {
  const { app, studio } = await openStory();
  const { fileNames } = studio.exports;
  for (const title of ['T', 'Th', 'The']) void fileNames.ask({ ...asked, tags: { title } });
  await settled();
  await settled();
  expect([fileNames.shown?.book, fileNames.problem]).toEqual(['The.mp3', null]);
  expect(app.calls.filter((call) => call === 'export.names').length).toBe(2);
});

test('a name that cannot be filled is said until it can', async () => {
  const { studio } = await openStory();
  const { fileNames } = studio.exports;
  await fileNames.ask({ ...asked, names: { ...USUAL_NAMES, book: '{size}' }, tags: {} });
  expect(fileNames.problem).toMatchObject({ code: 'export-settings', details: { setting: 'book-name' } });
  await fileNames.ask({ ...asked, tags: { title: 'Better' } });
  expect([fileNames.shown?.book, fileNames.problem]).toEqual(['Better.mp3', null]);
});

test('what was exported last is offered again', async () => {
  const { studio } = await openStory();
  expect(studio.exports.habits.names).toEqual(USUAL_NAMES);
  const names = { book: '{series} {title}', chapter: '{number}' };
  await studio.exports.start({ project: 'corrie-point', format: 'opus', chapters: 'both', names });
  expect(studio.exports.habits).toEqual({ format: 'opus', chapters: 'both', loudness: 'as-is', names });
});
