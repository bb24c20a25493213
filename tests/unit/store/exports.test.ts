import { expect, test } from 'vitest';
import { createExports } from '../../../app/store/exports.ts';
import { openedDatabase } from './open.ts';

const file = (path: string, sha256 = 'aa') => ({ path, size: 10, sha256, seconds: 1.25, report: null });

test('files are found by their recipe, newest first', () => {
  let now = 1;
  const exports = createExports(openedDatabase(), () => now++);
  exports.record('one', file('/a'));
  exports.record('two', file('/b'));
  exports.record('one', file('/c'));
  expect([exports.find('one'), exports.find('two'), exports.find('none')]).toEqual([
    [file('/c'), file('/a')],
    [file('/b')],
    [],
  ]);
});

test('a path belongs to what was written there last', () => {
  const exports = createExports(openedDatabase(), () => 1);
  exports.record('one', file('/a'));
  exports.record('two', file('/a', 'bb'));
  expect([exports.find('one'), exports.find('two')]).toEqual([[], [file('/a', 'bb')]]);
});
