import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Lines that a file may have; the aim is 150. Data is not code. */
const MOST_LINES = 250;
const data = /\.(json|lock|svg)$/;

const files = execFileSync('git', [
  'ls-files',
  '--cached',
  '--others',
  '--exclude-standard',
  'app',
  'renderer',
  'build',
])
  .toString()
  .split('\n')
  .filter((file) => /\.(ts|mjs|c|h|svelte|css)$/.test(file) && !data.test(file));

test('the rule sees the files', () => {
  expect(files).toContain('app/ipc/contract.ts');
});

test('every file is small enough to be one room', () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES);
  expect(long).toEqual([]);
});

test('no file is named after nothing', () => {
  const empty = files.filter((file) => /(^|\/)(index|utils?|helpers?|common|misc|manager)\.\w+$/i.test(file));
  expect(empty).toEqual([]);
});
