import { afterEach, expect, test } from 'vitest';
import { FakeApp, problem } from '../../tools/fake/app.ts';
import { openStory, settled } from './window.ts';

const apps: FakeApp[] = [];
const story = () => {
  const app = new FakeApp();
  apps.push(app);
  return openStory(app);
};
afterEach(() => apps.splice(0).forEach((app) => app.playback.stop()));

test('the one button plays, pauses and goes on', async () => {
  const { app, studio } = await story();
  const phases: string[] = [];
  for (let press = 0; press < 3; press += 1) {
    await studio.player.toggle('corrie-point');
    phases.push(studio.player.phase);
  }
  expect(phases).toEqual(['loading', 'paused', 'playing']);
  expect(app.calls.filter((call) => call.startsWith('player.')).slice(3)).toEqual([
    'player.play',
    'player.pause',
    'player.resume',
  ]);
});

test('the spot keeps its identity while the clock ticks within a sentence', async () => {
  const { app, studio } = await story();
  await studio.player.play('corrie-point');
  app.playback.resume();
  await settled();
  const spot = studio.player.spot;
  const state = app.playback.state;
  if (state.phase !== 'playing') throw new Error('it does not play');
  app.playback.news.tell({ ...state, position: 0.05 });
  await settled();
  expect(studio.player.position).toBe(0.05);
  expect(studio.player.spot).toBe(spot);

  app.playback.skip(1, 'sentence');
  await settled();
  expect(studio.player.spot).not.toBe(spot);
});

test('after a failure the button goes on in the block where the voice broke off', async () => {
  const { app, studio } = await story();
  await studio.player.play('corrie-point', 'b0-1-1');
  app.playback.fail(problem('service-unreachable'));
  await settled();
  expect(studio.player.problem?.code).toBe('service-unreachable');
  await studio.player.toggle('corrie-point');
  expect([studio.player.phase, studio.player.spot?.block]).toEqual(['loading', 'b0-1-1']);
});

test('opening another document silences the one that sounds', async () => {
  const { app, studio } = await story();
  await studio.player.play('corrie-point');
  const other = { ...structuredClone(app.projects.get('corrie-point')!), id: 'another' };
  app.projects.set('another', other);
  await studio.openProject('another', 'Another');
  expect([studio.player.phase, studio.project.head?.id]).toEqual(['idle', 'another']);
});
