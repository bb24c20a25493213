import { expect, test } from 'vitest';
import type { ProblemCode } from '../../../app/model/problem.ts';
import { explain } from '../../../app/words/problems.ts';

test('a limit is told in units that a person knows', () => {
  expect(explain({ code: 'file-too-large', details: { most: 100_000_000 } })).toEqual({
    happened: 'That file is too large.',
    kept: 'The file itself was not touched.',
    next: 'Open one of at most 100 MB, or split it and open the parts.',
  });
});

test('a pause that the service asked for is told in seconds', () => {
  expect(explain({ code: 'rate-limited', details: { retryAfterMs: 20_000 } }).next).toBe('Wait 20 s, then try again.');
  expect(explain({ code: 'rate-limited', details: {} }).next).toBe('Wait a minute, then try again.');
});

test('a file of another kind is called by its name', () => {
  expect(explain({ code: 'file-type-unknown', details: { looksLike: 'pdf' } }).happened).toBe(
    'This looks like PDF, which Lectern cannot read.',
  );
});

test("the service's own sentence is passed on where it gave one", () => {
  expect(explain({ code: 'request-refused', details: { said: 'No such word.' } }).happened).toBe(
    'The voice service would not speak this passage. It said: “No such word.”',
  );
});

test('a voice that a model does not have is called by its name', () => {
  expect(explain({ code: 'voice-unknown', details: { voice: 'af_bela' } }).happened).toBe(
    'This model has no voice called “af_bela”.',
  );
});

test('a code of a newer app, or one that names a part of every object, is explained as an inner failure', () => {
  const inner = explain({ code: 'internal', details: {} });
  for (const code of ['from-the-future', 'constructor', '__proto__'] as unknown as ProblemCode[]) {
    expect(explain({ code, details: {} })).toEqual(inner);
  }
});
