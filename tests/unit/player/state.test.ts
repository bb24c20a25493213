import { expect, test } from 'vitest';
import type { PlayerState } from '../../../app/model/player.ts';
import { next, type PlayerEvent, type Progress } from '../../../app/player/state.ts';

const spot = { chapter: 'c', block: 'b', segment: 'b/0', start: 0, end: 10 };
const there: Progress = { spot, position: 1, length: 60 };
const further: Progress = { spot: { ...spot, start: 10, end: 20 }, position: 2, length: 61 };
const problem = { code: 'service-timeout', message: 'm', retryable: true, details: {} } as const;

const idle: PlayerState = { phase: 'idle' };
const failed: PlayerState = { phase: 'failed', project: 'p', problem };
const at = (phase: 'loading' | 'playing' | 'starving' | 'paused', progress = there): PlayerState => ({
  phase,
  project: 'p',
  ...progress,
});

const events = {
  play: { type: 'play', project: 'q', progress: further },
  move: { type: 'move', progress: further },
  heard: { type: 'heard', progress: further },
  dry: { type: 'dry' },
  pause: { type: 'pause' },
  resume: { type: 'resume', ready: true },
  unready: { type: 'resume', ready: false },
  end: { type: 'end' },
  fail: { type: 'fail', project: 'p', problem },
} satisfies Record<string, PlayerEvent>;

const after = (state: PlayerState) =>
  Object.fromEntries(Object.entries(events).map(([name, event]) => [name, next(state, event)]));

const always = { play: { phase: 'loading', project: 'q', ...further }, end: idle, fail: failed };

test('nothing but play and a failure leaves idle', () => {
  const same = { move: idle, heard: idle, dry: idle, pause: idle, resume: idle, unready: idle };
  expect(after(idle)).toEqual({ ...always, ...same });
});

test('a failure stays until somebody plays or stops', () => {
  const same = { move: failed, heard: failed, dry: failed, pause: failed, resume: failed, unready: failed };
  expect(after(failed)).toEqual({ ...always, ...same });
});

test('loading becomes playing with the first sound, and is not starving before that', () => {
  const loading = at('loading');
  expect(after(loading)).toEqual({
    ...always,
    move: at('loading', further),
    heard: at('playing', further),
    dry: loading,
    pause: at('paused'),
    resume: loading,
    unready: loading,
  });
});

test('playing starves when it runs dry and goes on when sound is heard again', () => {
  const playing = at('playing');
  expect(after(playing)).toEqual({
    ...always,
    move: at('loading', further),
    heard: at('playing', further),
    dry: at('starving'),
    pause: at('paused'),
    resume: playing,
    unready: playing,
  });
  expect(next(at('starving'), events.heard)).toEqual(at('playing', further));
});

test('a pause lasts through everything but resume, play and stop', () => {
  const paused = at('paused');
  expect(after(paused)).toEqual({
    ...always,
    move: at('paused', further),
    heard: paused,
    dry: paused,
    pause: paused,
    resume: at('playing'),
    unready: at('loading'),
  });
});

test('an event that changes nothing gives the very same state', () => {
  const paused = at('paused');
  expect(next(paused, events.heard)).toBe(paused);
  expect(next(idle, events.end)).toBe(idle);
});
