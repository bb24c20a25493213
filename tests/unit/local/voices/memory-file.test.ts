import { expect, test } from 'vitest';
import { MemoryFile } from '../../../../app/local/voices/memory-file.ts';

test('bytes land where the file stands, over what is there and beyond the end', () => {
  const file = new MemoryFile();
  file.write(Uint8Array.of(1, 2, 3));
  expect(file.seek(1, 0)).toBe(1);
  file.write(Uint8Array.of(9));
  expect(file.seek(1, 1)).toBe(3);
  expect(file.seek(2, 2)).toBe(5);
  file.write(Uint8Array.of(7));
  expect([...file.bytes()]).toEqual([1, 9, 3, 0, 0, 7]);
});

test('there is no place before the start, and no other way to count', () => {
  const file = new MemoryFile();
  expect([file.seek(-1, 0), file.seek(0, 3)]).toEqual([null, null]);
});

test('a large file is whole', () => {
  const file = new MemoryFile();
  const block = new Uint8Array(50_000).fill(5);
  for (let i = 0; i < 10; i++) file.write(block);
  expect(file.bytes()).toEqual(new Uint8Array(500_000).fill(5));
});
