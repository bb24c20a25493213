import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave } from '../../../renderer/parts/autosave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is typed is saved within a second, also while the typing goes on', () => {
  const save = vi.fn();
  const draft = new Autosave(save);
  for (let key = 0; key < 30; key++) {
    draft.touch();
    vi.advanceTimersByTime(100);
  }
  expect(save.mock.calls.length).toBeGreaterThanOrEqual(3);
  vi.advanceTimersByTime(1000);
  expect(draft.due).toBe(false);
});

test('it is saved at once when the text is left, and only once', () => {
  const save = vi.fn();
  const draft = new Autosave(save);
  draft.flush();
  draft.touch();
  draft.flush();
  vi.advanceTimersByTime(5000);
  expect(save).toHaveBeenCalledTimes(1);
});
