import { expect, test } from 'vitest';
import { Problem } from '../../../app/model/problem.ts';
import type { Segment } from '../../../app/model/script.ts';
import { createReceipts } from '../../../app/store/receipts.ts';
import { createPurse } from '../../../app/studio/purse.ts';
import { openedDatabase } from '../store/open.ts';

/** Noon of a day in the middle of November. */
const NOVEMBER = new Date(2026, 10, 15, 12).getTime();
const kokoro = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };

/** Four dollars per million characters: a thousand come to 0.4 cents. */
const segment = (voice = kokoro): Segment => ({
  ...{ id: 'b/0', chapter: 'c', block: 'b', start: 0, end: 1000, spoken: 'x'.repeat(1000) },
  ...{ voice, take: 0, sentences: [0], pauseAfter: 0 },
});
const receipt = (account: string | null, cost: number | null) => ({
  ...{ model: kokoro.model, way: 'rest' as const, account, characters: 1000, seconds: 60, cost },
  ...{ waited: 0, timeToFirstByte: 0, timeToFirstSound: 0 },
});

function opened() {
  const clock = { now: NOVEMBER };
  const purse = createPurse(
    createReceipts(openedDatabase(), () => clock.now),
    () => clock.now,
  );
  return { clock, purse };
}

test('what was spent is known of a document for ever, and of everybody for the month', () => {
  const { clock, purse } = opened();
  purse.keep(receipt('one', 0.5));
  purse.keep(receipt(null, 0.25));
  purse.keep(receipt('two', null));
  expect(purse.handlers.budget({ project: 'one' })).toEqual({
    project: 'one',
    spent: { project: 0.5, month: 0.75 },
    caps: { project: null, month: null },
  });
  clock.now = new Date(2026, 11, 1).getTime();
  expect(purse.handlers.budget({ project: 'one' })).toMatchObject({ spent: { project: 0.5, month: 0 } });
});

test('a limit counts what is under way, and what would pass it is refused with its name', () => {
  const { purse } = opened();
  void purse.handlers.limit({ project: 'one', dollars: 0.01 });
  const [first] = [purse.open(segment(), 'one'), purse.open(segment(), 'one')];
  const refused = { code: 'budget-reached', retryable: false, details: { cap: 'project', dollars: 0.01 } };
  expect(() => purse.open(segment(), 'one')).toThrow(expect.objectContaining(refused));
  purse.open(segment(), 'two')();
  first();
  purse.open(segment(), 'one')();
  purse.keep(receipt('one', 0.008));
  expect(() => purse.open(segment(), 'one')).toThrow(expect.objectContaining(refused));
  void purse.handlers.limit({ project: 'one', dollars: null });
  purse.open(segment(), 'one')();
});

test('what is on a receipt is not counted as under way as well', () => {
  const { purse } = opened();
  void purse.handlers.limit({ project: 'one', dollars: 0.0085 });
  const [first, second] = [purse.open(segment(), 'one'), purse.open(segment(), 'one')];
  purse.keep(receipt('one', 0.004));
  expect(() => purse.open(segment(), 'one')).toThrow();
  void purse.handlers.limit({ project: 'one', dollars: 0.0125 });
  const third = purse.open(segment(), 'one');
  first();
  second();
  // The second came to nothing: nobody was paid for it.
  const fourth = purse.open(segment(), 'one');
  expect(() => purse.open(segment(), 'one')).toThrow();
  third();
  fourth();
  purse.open(segment(), 'one');
  purse.open(segment(), 'one');
  expect(() => purse.open(segment(), 'one')).toThrow();
});

test('a limit of the month holds for all together, and never for what is free', () => {
  const { purse } = opened();
  void purse.handlers.limit({ project: null, dollars: 0 });
  expect(() => purse.open(segment(), null)).toThrow(
    expect.objectContaining({ code: 'budget-reached', details: { cap: 'month', dollars: 0 } }),
  );
  purse.open(segment({ ...kokoro, model: 'lectern/flite' }), 'one')();
});

test('each receipt and each limit is told', () => {
  const { purse } = opened();
  const told: unknown[] = [];
  purse.changed((news) => told.push(news));
  purse.keep(receipt('one', 0.1));
  void purse.handlers.limit({ project: null, dollars: 5 });
  expect(told).toEqual([{ project: 'one' }, { project: null }]);
});

test('what a full disk has no room for is kept with the next receipt, in its order', () => {
  const receipts = createReceipts(openedDatabase(), () => NOVEMBER);
  let full = true;
  const add: typeof receipts.add = (one) => {
    if (full) throw new Problem('disk-full', 'no room');
    receipts.add(one);
  };
  const purse = createPurse({ ...receipts, add }, () => NOVEMBER);
  purse.keep(receipt('one', 0.5));
  expect(purse.handlers.budget({ project: 'one' })).toMatchObject({ spent: { project: 0 } });
  full = false;
  purse.keep(receipt('one', 0.25));
  expect(purse.handlers.budget({ project: 'one' })).toMatchObject({ spent: { project: 0.75 } });
});
