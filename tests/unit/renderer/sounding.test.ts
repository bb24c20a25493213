import { expect, test } from 'vitest';
import { FakeApp } from '../../tools/fake/app.ts';
import { openStory, settled } from './window.ts';

test('how blocks stand with their sound is known at opening, and followed from there', async () => {
  const app = new FakeApp();
  app.states.set('b0-0-1', 'ready');
  const { studio } = await openStory(app);
  await settled();
  expect([studio.sounding.of('b0-0-1'), studio.sounding.of('b0-0-2')]).toEqual(['ready', 'unmade']);
  app.tellSound('b0-0-2', 'making');
  await studio.project.type('b0-0-1', 'Other words.');
  await settled();
  expect([studio.sounding.of('b0-0-1'), studio.sounding.of('b0-0-2')]).toEqual(['stale', 'making']);
});
