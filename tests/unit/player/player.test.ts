import { expect, test } from 'vitest';
import type { Narrator } from '../../../app/synthesis/session.ts';
import { speech, stage, underway } from './stage.ts';

test('a narration is heard from its first sentence to its last, and then there is silence', async () => {
  const { clock, player, play, phases } = stage(2);
  const ranges: string[] = [];
  player.onChange((state) => {
    const range = 'spot' in state ? `${state.spot.segment} ${state.spot.start}-${state.spot.end}` : state.phase;
    if (ranges.at(-1) !== range) ranges.push(range);
  });
  play();
  await clock.advance(10_000);
  expect(ranges).toEqual(['b0/0 0-20', 'b0/0 20-40', 'b1/0 0-20', 'b1/0 20-40', 'idle']);
  expect(phases).toEqual(['loading', 'playing', 'idle']);
});

test('the length is measured where a segment was made and estimated at 990 characters a minute where not', async () => {
  const { clock, player, play } = stage(5);
  play();
  const estimate = 40 / 16.5 + 0.5;
  expect(underway(player.state()).length).toBeCloseTo(5 * estimate, 1);
  await clock.advance(1_000);
  expect(underway(player.state())).toMatchObject({ phase: 'playing', position: 1, length: 12.9 });
});

test('while one segment plays the next two are made, and no more', async () => {
  const { clock, play, made, asked } = stage(6);
  play();
  await clock.advance(300);
  expect([asked, made]).toEqual([['b0/0'], ['b1/0', 'b2/0']]);
});

test('a pause keeps the place for as long as it lasts', async () => {
  const { clock, player, play } = stage(2);
  play();
  await clock.advance(1_000);
  player.pause();
  await clock.advance(60_000);
  expect(underway(player.state())).toMatchObject({ phase: 'paused', position: 1 });
  player.resume();
  expect(player.state().phase).toBe('playing');
  await clock.advance(500);
  expect(underway(player.state())).toMatchObject({ phase: 'playing', position: 1.5 });
});

test('skip and seek start what they lead to at once, and what was begun to be bought is kept', async () => {
  const signals: AbortSignal[] = [];
  const heardBy: Narrator['speak'] = async function* (_segment, signal) {
    signals.push(signal);
    yield speech(2);
  };
  const { clock, player, play } = stage(5, heardBy);
  const here = () => {
    const { spot, phase } = underway(player.state());
    return `${phase} ${spot.segment}`;
  };
  play();
  await clock.advance(1_000);
  player.skip(1, 'sentence');
  expect(here()).toBe('loading b1/0');
  expect(signals[0]!.aborted).toBe(false);
  await clock.advance(100);
  expect(here()).toBe('playing b1/0');
  player.skip(-1, 'sentence');
  player.skip(-1, 'sentence');
  expect(here()).toBe('loading b0/0');
  player.seek(underway(player.state()).length - 1);
  await clock.advance(100);
  expect(here()).toBe('playing b4/0');
  player.skip(1, 'sentence');
  player.skip(1, 'sentence');
  expect(player.state()).toEqual({ phase: 'idle' });
});

test('moving about in a pause stays silent until it is resumed', async () => {
  const { clock, player, play } = stage(5);
  play();
  await clock.advance(1_000);
  player.pause();
  player.skip(1, 'sentence');
  await clock.advance(5_000);
  expect(underway(player.state())).toMatchObject({ phase: 'paused', position: 2.5, spot: { segment: 'b1/0' } });
  player.resume();
  await clock.advance(1_000);
  expect(underway(player.state())).toMatchObject({ phase: 'playing', position: 3.5 });
});

test('a stop is final: nothing that was under way is heard of again', async () => {
  const { clock, player, play, phases, asked } = stage(5);
  play();
  await clock.advance(1_000);
  player.stop();
  await clock.advance(20_000);
  expect(phases).toEqual(['loading', 'playing', 'idle']);
  expect(asked).toEqual(['b0/0', 'b1/0']);
});

test('a narration without segments, or from one that is not there, is refused', () => {
  const { player, play, segments } = stage(1);
  expect(() => player.play({ project: 'p', segments: [] })).toThrow(
    expect.objectContaining({ code: 'nothing-to-narrate' }),
  );
  expect(() => play(segments.length)).toThrow(expect.objectContaining({ code: 'segment-unknown' }));
});
