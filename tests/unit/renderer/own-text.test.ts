import { expect, test } from 'vitest';
import { edited, settledOn, textOf } from '../../../renderer/state/own-text.ts';

test('without an edit the text is what was said', () => {
  expect(textOf({ settled: 'The sea was calm. ', open: 'Nobo' }, null)).toBe('The sea was calm. Nobo');
});

test('what comes after an edit is put behind it, with a space where both are words', () => {
  const own = edited('The lake was calm.', { settled: 'The sea was calm.', open: '' }, null);
  expect(textOf({ settled: 'The sea was calm. Nobody', open: ' spoke' }, own)).toBe('The lake was calm. Nobody spoke');
  expect(textOf({ settled: 'The sea was calm.', open: ', or so' }, own)).toBe('The lake was calm., or so');
});

test('what is still open goes on changing where the edit was before it', () => {
  const own = edited('The lake nobo', { settled: 'The sea ', open: 'nobo' }, null);
  expect(own).toMatchObject({ text: 'The lake ', over: false });
  expect(textOf({ settled: 'The sea ', open: 'nobody spoke' }, own)).toBe('The lake nobody spoke');
});

test('an edit of what is open stands for it, and what is said then comes behind', () => {
  const before = { settled: 'The sea ', open: 'nobo' };
  const own = edited('The sea somebody', before, null);
  expect(textOf({ settled: 'The sea ', open: 'nobody sp' }, own)).toBe('The sea somebody');
  const now = { settled: 'The sea nobody spoke.', open: '' };
  const after = settledOn(own, before, now);
  expect(textOf(now, after)).toBe('The sea somebody');
  expect(textOf({ settled: 'The sea nobody spoke. Then', open: '' }, after)).toBe('The sea somebody Then');
});
