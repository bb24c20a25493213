import { expect, test } from 'vitest';
import { HISTORY_PAGE } from '../../../app/model/dictation.ts';
import { createDictations } from '../../../app/store/dictations.ts';
import { openedDatabase } from './open.ts';

const COUNT = 2 * HISTORY_PAGE + 50;

/** Recordings of which several began in the same moment, as after a clock was set back. */
function opened() {
  const dictations = createDictations(openedDatabase());
  for (let n = 0; n < COUNT; n++) {
    const row = { id: `r${n}`, started: Math.floor(n / 7), name: n % 10 === 0 ? 'every tenth' : '' };
    dictations.add({ ...row, status: 'done', source: 'microphone', model: 'm', language: null });
  }
  return dictations;
}

test('the history can be gone through a page at a time, each line once', () => {
  const dictations = opened();
  const whole = dictations.list();
  expect(whole).toHaveLength(COUNT);
  expect(whole.map(({ started }) => started)).toEqual(whole.map(({ started }) => started).toSorted((a, b) => b - a));
  const pages = [dictations.list('', { most: HISTORY_PAGE })];
  while (pages.at(-1)!.length > 0) {
    pages.push(dictations.list('', { most: HISTORY_PAGE, before: pages.at(-1)!.at(-1)! }));
  }
  expect(pages.map(({ length }) => length)).toEqual([HISTORY_PAGE, HISTORY_PAGE, 50, 0]);
  expect(pages.flat()).toEqual(whole);
});

test('pages of what was searched for hold nothing else', () => {
  const dictations = opened();
  const first = dictations.list('tenth', { most: 20 });
  const rest = dictations.list('tenth', { before: first.at(-1)! });
  expect([first.length, rest.length]).toEqual([20, COUNT / 10 - 20]);
  expect(new Set([...first, ...rest].map(({ name }) => name))).toEqual(new Set(['every tenth']));
});

test('a place whose line is gone is still a place', () => {
  const dictations = opened();
  const place = dictations.list('', { most: HISTORY_PAGE }).at(-1)!;
  dictations.remove(place.id);
  expect(dictations.list('', { before: place })).toHaveLength(COUNT - HISTORY_PAGE);
});
