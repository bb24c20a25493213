import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../../app/together/http/clock.ts';
import { type QueueOptions, RateQueue } from '../../../../app/together/http/queue.ts';
import { ManualTime } from '../../../tools/manual-time.ts';
import { movedClock } from '../../../tools/together.ts';

const never = new AbortController().signal;
const none = { limit: null, remaining: null, tokenLimit: null, tokensRemaining: null, reset: null };

/** Requests to a queue, each of which ends when the test says how. */
function stage({ first = 4, most = 8 } = {}) {
  const clock = movedClock();
  return { clock, ...stageBy(clock, { first, most }) };
}

function stageBy(clock: QueueOptions['clock'], { first = 4, most = 8 } = {}) {
  const queue = new RateQueue({ clock, first, most });
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const ask = (name: string, signal = never) => {
    const run = queue.run(
      () => {
        begun.push(name);
        ends.set(name, Promise.withResolvers());
        return ends.get(name)!.promise;
      },
      (failure) => failure as { ending: 'limited' | 'failed'; wait: number | null },
      signal,
    );
    run.catch(() => undefined);
    return run;
  };
  const well = async (name: string) => {
    ends.get(name)!.resolve();
    await turn();
  };
  const fail = async (name: string, ending: 'limited' | 'failed', wait: number | null = null) => {
    ends.get(name)!.reject({ ending, wait });
    await turn();
  };
  return { queue, begun, ask, well, fail };
}

const names = (count: number, letter = 'r') => Array.from({ length: count }, (_, i) => `${letter}${i}`);

test('requests begin in their order, as many at once as the queue is wide', async () => {
  const { queue, begun, ask, well } = stage({ first: 2 });
  for (const name of names(5)) void ask(name);
  await turn();
  expect(begun).toEqual(['r0', 'r1']);
  expect([queue.busy, queue.waiting]).toEqual([2, 3]);
  await well('r1');
  expect(begun).toEqual(['r0', 'r1', 'r2']);
});

test('it grows by one for each round that goes well, up to its most', async () => {
  const { queue, begun, ask, well } = stage({ first: 1, most: 3 });
  for (const name of names(20)) void ask(name);
  await turn();
  const widths = [];
  for (const name of names(8)) {
    expect(begun).toContain(name);
    await well(name);
    widths.push(queue.width);
  }
  expect(widths).toEqual([2, 2, 2, 3, 3, 3, 3, 3]);
  expect(queue.busy).toBe(3);
});

test('a 429 halves it, down to one; an overloaded service does not', async () => {
  const { queue, ask, fail } = stage({ first: 8 });
  for (const name of names(8)) void ask(name);
  await turn();
  await fail('r0', 'failed');
  expect(queue.width).toBe(8);
  const widths = [];
  for (const name of ['r1', 'r2', 'r3', 'r4']) {
    await fail(name, 'limited');
    widths.push(queue.width);
  }
  expect(widths).toEqual([4, 2, 1, 1]);
});

test('while the service asks for a pause nobody begins', async () => {
  const { clock, begun, ask, fail } = stage({ first: 1 });
  void ask('r0');
  void ask('r1');
  await turn();
  await fail('r0', 'limited', 3000);
  expect(begun).toEqual(['r0', 'r1']);
  expect(clock.waits).toEqual([3000]);
});

test('a pause of an hour is not kept: whoever asks next shall hear of it', async () => {
  const { clock, begun, ask, fail } = stage({ first: 1 });
  void ask('r0');
  void ask('r1');
  await turn();
  await fail('r0', 'limited', 3_600_000);
  expect([begun, clock.waits]).toEqual([['r0', 'r1'], []]);
});

/** ms between the beginnings of four requests that are asked for at once. */
async function apart(limits: Partial<typeof none>[], characters = [0]): Promise<number[]> {
  const { queue, clock, ask, begun } = stage({ first: 4 });
  limits.forEach((limit, i) => queue.heed({ ...none, ...limit }, characters[i]));
  for (const name of names(4)) void ask(name);
  for (let turns = 0; turns < 20; turns++) await turn();
  expect(begun).toHaveLength(4);
  return clock.waits;
}

test('requests begin as far apart as the limits that a reply tells, and none is held for that', async () => {
  expect(await apart([{ limit: 2 }] as never)).toEqual([500, 500, 500]);
  expect(await apart([{ limit: 2 }, { limit: 0.5 }] as never)).toEqual([2000, 2000, 2000]);
  expect(await apart([{ limit: 1000 }, { remaining: 0, reset: 400 }] as never)).toEqual([400, 1, 1, 1]);
  expect(await apart([{ limit: 1, remaining: 3 }] as never)).toEqual([1000]);
  expect(await apart([])).toEqual([]);
});

test('a limit that grows holds for those, too, that wait already; one that shrinks as well', async () => {
  const clock = new ManualTime();
  const { queue, begun, ask } = stageBy(clock);
  queue.heed({ ...none, limit: 1 } as never);
  for (const name of names(4)) void ask(name);
  await clock.advance(100);
  queue.heed({ ...none, limit: 4 } as never);
  await clock.advance(149);
  expect(begun).toEqual(['r0']);
  await clock.advance(1);
  expect(begun).toEqual(['r0', 'r1']);
  queue.heed({ ...none, limit: 0.5 } as never);
  await clock.advance(1_999);
  expect(begun).toEqual(['r0', 'r1']);
  await clock.advance(2_001);
  expect(begun).toEqual(['r0', 'r1', 'r2', 'r3']);
  expect(clock.sleepers).toBe(0);
});

test('a machine whose clock is set back holds up nobody', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { queue, begun, ask, fail } = stageBy(systemClock);
  queue.heed({ ...none, limit: 20 } as never);
  for (const name of names(4)) void ask(name);
  await vi.waitFor(() => expect(begun).toHaveLength(2));
  await fail('r0', 'failed', 50);
  vi.setSystemTime(Date.now() - 8 * 3_600_000);
  await vi.waitFor(() => expect(begun).toHaveLength(4));
});

test('a timer that comes late holds up nobody but its own', async () => {
  const time = new ManualTime();
  // As a busy machine has it: each wakes 20 ms after its time.
  const clock = { now: () => time.now(), sleep: (ms: number, signal: AbortSignal) => time.sleep(ms + 20, signal) };
  const { queue, begun, ask } = stageBy(clock, { first: 8 });
  queue.heed({ ...none, limit: 10 } as never);
  for (const name of names(6)) void ask(name);
  await time.advance(520);
  expect(begun).toHaveLength(6);
});

test('a limit of tokens allows as many requests as fit in it, by the length of the one that was answered', async () => {
  const limit = { tokenLimit: 1_000 } as never;
  expect(await apart([limit], [400])).toEqual([400, 400, 400]);
  expect(await apart([limit, limit], [400])).toEqual([400, 400, 400]);
  expect(await apart([limit, limit], [400, 5_000])).toEqual([5000, 5000, 5000]);
});

test('who gives up while waiting leaves the queue at once, and the others keep their order', async () => {
  const { queue, begun, ask, well } = stage({ first: 1 });
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  void ask('r0');
  const given = ask('given up', controller.signal);
  void ask('r1');
  controller.abort(reason);
  await expect(given).rejects.toBe(reason);
  await expect(ask('too late', controller.signal)).rejects.toBe(reason);
  expect(queue.waiting).toBe(1);
  await well('r0');
  expect(begun).toEqual(['r0', 'r1']);
});

test('who gives up during a pause leaves its place to the next', async () => {
  const controller = new AbortController();
  const queue = new RateQueue({
    clock: {
      now: () => 0,
      sleep: (_, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    },
    first: 1,
  });
  queue.heed({ ...none, remaining: 0, reset: 1000 });
  const paused = queue.run(
    () => Promise.resolve(),
    () => ({ ending: 'failed', wait: null }),
    controller.signal,
  );
  await turn();
  controller.abort();
  await expect(paused).rejects.toMatchObject({ name: 'AbortError' });
  expect([queue.busy, queue.width]).toEqual([0, 1]);
});
