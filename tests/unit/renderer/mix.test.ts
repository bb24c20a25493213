import { expect, test } from 'vitest';
import { Mix } from '../../../renderer/state/mix.svelte.ts';

test('a mix begins with who speaks now, and is written as a request wants it', () => {
  const mix = new Mix();
  mix.begin('af_heart', ['af_alloy', 'af_heart', 'am_onyx']);
  expect(mix.text).toBe('af_heart(100)+af_alloy(50)');
  mix.change(1, { weight: 100 });
  expect(mix.text).toBe('af_heart+af_alloy');
  expect([mix.add(['af_alloy', 'af_heart', 'am_onyx']), mix.add(['af_heart'])]).toEqual([true, false]);
  mix.remove(0);
  expect(mix.text).toBe('af_alloy(100)+am_onyx(50)');
  expect(mix.share(mix.parts[1]!)).toBeCloseTo(1 / 3);
});

test('a mix in use is taken apart again, without what the model does not have', () => {
  const mix = new Mix();
  mix.begin('af_bella(2)+af_heart(1)+gone(1)', ['af_bella', 'af_heart']);
  expect(mix.parts).toEqual([
    { voice: 'af_bella', weight: 50 },
    { voice: 'af_heart', weight: 25 },
  ]);
  mix.remove(0);
  expect(mix.text).toBeNull();
});
