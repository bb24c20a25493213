import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PlayerState } from '../../../app/model/player.ts';
import { courtesyOf } from '../../../app/studio/courtesy.ts';
import { segmentOf } from '../../tools/narration.ts';

const segments = Array.from({ length: 6 }, (_, i) => ({ ...segmentOf(i), id: `s${i}` }));

/** A player whose state and whose takes a test sets. */
function listening() {
  let state: PlayerState = { phase: 'idle' };
  const made = new Set<string>();
  const listeners = new Set<(state: PlayerState) => void>();
  const indexOf = (id: string) => segments.findIndex((segment) => segment.id === id);
  const player = {
    state: () => state,
    narration: () => ({ segments, indexOf }) as never,
    onChange: (listener: (state: PlayerState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const courtesy = courtesyOf(player, { find: ({ id }) => (made.has(id) ? ({} as never) : null) });
  return {
    made,
    courtesy,
    listeners,
    tell(phase: PlayerState['phase'], segment = 's0') {
      state = { phase, project: 'p', spot: { segment } } as PlayerState;
      for (const listener of [...listeners]) listener(state);
    },
  };
}

test('nobody waits while nothing is heard, or what comes next is there', async () => {
  const { courtesy, tell, made } = listening();
  await courtesy(new AbortController().signal);
  tell('paused');
  await courtesy(new AbortController().signal);
  for (const id of ['s3', 's4', 's5']) made.add(id);
  tell('playing', 's3');
  await courtesy(new AbortController().signal);
});

test('what is heard now and next comes before everything else', async () => {
  const { courtesy, tell, made, listeners } = listening();
  tell('loading');
  let passed = false;
  const waiting = courtesy(new AbortController().signal).then(() => (passed = true));
  for (const step of [() => tell('playing'), () => made.add('s0'), () => tell('playing'), () => tell('starving')]) {
    step();
    await turn();
    expect(passed).toBe(false);
  }
  made.add('s1').add('s2');
  tell('playing');
  await waiting;
  expect(listeners.size).toBe(0);
});

test('who waits can leave', async () => {
  const { courtesy, tell, listeners } = listening();
  tell('starving');
  const leave = new AbortController();
  const waiting = courtesy(leave.signal);
  leave.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(listeners.size).toBe(0);
});
