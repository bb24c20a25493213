import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ahead } from '../../../app/synthesis/ahead.ts';
import { random } from '../pcm/random.ts';

const never = new AbortController().signal;
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Work that ends when the test says so, and notes how it went. */
function workshop() {
  const open = new Map<number, PromiseWithResolvers<string>>();
  const begun: number[] = [];
  const cancelled: number[] = [];
  const make = (item: number, signal: AbortSignal) => {
    const work = Promise.withResolvers<string>();
    open.set(item, work);
    begun.push(item);
    signal.addEventListener('abort', () => {
      cancelled.push(item);
      work.reject(signal.reason);
    });
    return work.promise;
  };
  const finish = (item: number) => open.get(item)!.resolve(`made ${item}`);
  const fail = (item: number) => open.get(item)!.reject(new Error(`failed ${item}`));
  return { make, begun, cancelled, finish, fail };
}

async function collected<Value>(values: AsyncIterable<Value>) {
  const all: Value[] = [];
  try {
    for await (const value of values) all.push(value);
  } catch (thrown) {
    return { all, thrown: (thrown as Error).message };
  }
  return { all };
}

test('results keep the order of their items, whichever is ready first', async () => {
  const { make, finish, begun } = workshop();
  const done = collected(ahead(upTo(3), make, { width: 3, signal: never }));
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  [2, 0, 1].forEach(finish);
  expect(await done).toEqual({ all: ['made 0', 'made 1', 'made 2'] });
});

test('no more than the width is begun beyond what was fetched', async () => {
  const { make, finish, begun } = workshop();
  const results = ahead(upTo(10), make, { width: 2, signal: never });
  const first = results.next();
  await turn();
  expect(begun).toEqual([0, 1]);
  [0, 1].forEach(finish);
  expect(await first).toEqual({ done: false, value: 'made 0' });
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  await results.return();
});

test('what was made before a failure comes first, and nothing is begun after it', async () => {
  const { make, finish, fail, begun, cancelled } = workshop();
  const results = ahead(upTo(10), make, { width: 3, signal: never });
  const first = results.next();
  await turn();
  fail(1);
  await turn();
  finish(0);
  expect(await first).toEqual({ done: false, value: 'made 0' });
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  await expect(results.next()).rejects.toThrow('failed 1');
  expect(cancelled).toContain(2);
});

test('leaving the loop cancels all that is in the making and waits until it has ended', async () => {
  let [begun, ended] = [0, 0];
  const make = async (item: number, signal: AbortSignal) => {
    const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
    begun++;
    if (item > 0) await stopped;
    await turn();
    ended++;
    return item;
  };
  for await (const _ of ahead(upTo(10), make, { width: 4, signal: never })) break;
  expect([begun, ended]).toEqual([4, 4]);
});

test('an abort cancels all at once and is thrown, though a result is ready', async () => {
  const controller = new AbortController();
  const { make, finish, cancelled } = workshop();
  const done = collected(ahead(upTo(10), make, { width: 3, signal: controller.signal }));
  await turn();
  finish(0);
  controller.abort(new Error('enough'));
  expect(cancelled).toEqual([0, 1, 2]);
  expect(await done).toEqual({ all: [], thrown: 'enough' });
});

test('an aborted signal begins nothing', async () => {
  const { make, begun } = workshop();
  const done = await collected(ahead(upTo(3), make, { width: 3, signal: AbortSignal.abort(new Error('enough')) }));
  expect([done, begun]).toEqual([{ all: [], thrown: 'enough' }, []]);
});

test('items may come as they please: what is made is not held up by a slow source', async () => {
  const gate = Promise.withResolvers<void>();
  let closed = false;
  async function* items() {
    try {
      yield 1;
      await gate.promise;
      yield 2;
    } finally {
      closed = true;
    }
  }
  const results = ahead(items(), async (item) => item * 10, { width: 3, signal: never });
  expect((await results.next()).value).toBe(10);
  gate.resolve();
  expect([(await results.next()).value, (await results.next()).done, closed]).toEqual([20, true, true]);
});

test('a source that never answers does not keep anybody who leaves', async () => {
  async function* items() {
    yield 1;
    await new Promise(() => undefined);
  }
  const results = ahead(items(), async (item) => item, { width: 3, signal: never });
  await results.next();
  expect(await results.return()).toEqual({ done: true, value: undefined });
});

test('a source that fails ends it in its turn; one that is left is closed', async () => {
  let closed = 0;
  function* failing() {
    yield 1;
    throw new Error('no more');
  }
  function* endless() {
    try {
      for (;;) yield 1;
    } finally {
      closed++;
    }
  }
  const make = async (item: number) => item;
  expect(await collected(ahead(failing(), make, { width: 3, signal: never }))).toEqual({ all: [1], thrown: 'no more' });
  for await (const _ of ahead(endless(), make, { width: 3, signal: never })) break;
  expect(closed).toBe(1);
});

test('a width below one is refused', async () => {
  await expect(ahead([1], async (item) => item, { width: 0, signal: never }).next()).rejects.toThrow(RangeError);
});

test('whatever the interleaving: order, width, one failure, no work left over', async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const next = random(seed);
    const below = (limit: number) => Math.floor(next() * limit);
    const count = below(20);
    const width = 1 + below(5);
    const failing = next() < 0.4 ? below(count + 1) : Infinity;
    const leaveAfter = next() < 0.3 ? below(count + 1) : Infinity;
    const abortAfter = next() < 0.3 ? below(count + 1) : Infinity;
    const controller = new AbortController();
    let [running, begun, fetched, most] = [0, 0, 0, 0];
    const make = async (item: number, signal: AbortSignal) => {
      begun++;
      running++;
      most = Math.max(most, begun - fetched);
      try {
        for (let turns = below(4); turns > 0; turns--) await turn();
        signal.throwIfAborted();
        if (item === failing) throw new Error('failed');
        return item;
      } finally {
        running--;
      }
    };
    const seen: number[] = [];
    let thrown: string | null = null;
    try {
      for await (const result of ahead(upTo(count), make, { width, signal: controller.signal })) {
        fetched++;
        seen.push(result);
        if (next() < 0.3) await turn();
        if (seen.length > leaveAfter) break;
        if (seen.length > abortAfter) controller.abort();
      }
    } catch (failure) {
      thrown = (failure as Error).name;
    }
    const stops = { failing, left: leaveAfter + 1, aborted: abortAfter + 1, count };
    const length = Math.min(...Object.values(stops));
    const expected =
      length === stops.left && stops.left <= stops.aborted
        ? null
        : length === stops.aborted
          ? 'AbortError'
          : length === failing && failing < count
            ? 'Error'
            : null;
    expect({ seed, seen, thrown, running }).toEqual({ seed, seen: upTo(length), thrown: expected, running: 0 });
    expect(most, `seed ${seed}`).toBeLessThanOrEqual(width + 1);
  }
});
