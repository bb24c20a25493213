import { expect, test } from 'vitest';
import { isMix, mixText, parseMix } from '../../../app/model/mix.ts';
import { random } from '../pcm/random.ts';

test.each([
  ['af_bella(2)+af_heart(1)', 'af_bella(2)+af_heart(1)'],
  ['af_bella(2)+af_heart', 'af_bella(2)+af_heart(1)'],
  ['af_bella+af_heart', 'af_bella+af_heart'],
  [' af_bella (0.50) + af_heart(.25)+am_adam(10) ', 'af_bella(0.5)+af_heart(0.25)+am_adam(10)'],
  ['af_bella(3)+af_heart(3)', 'af_bella+af_heart'],
  ['af_bella', 'af_bella'],
  ['af_bella(2)', 'af_bella'],
])('%j is shown as %s', (text, shown) => {
  expect(mixText(parseMix(text))).toBe(shown);
});

test.each([
  ...['', '+', 'af_bella+', '+af_bella', 'af_bella++af_heart', 'af_bella()', 'af_bella(0)', 'af_bella(-1)'],
  ...['af_bella(1e9)', 'af_bella(2', 'af_bella 2)', 'af_bella(2)(3)', 'af bella é', 'af_bella(99999)', '(2)'],
])('%j is no mix', (text) => {
  expect(() => parseMix(text)).toThrow(
    expect.objectContaining({ code: 'request-refused', details: { field: 'voice' } }),
  );
});

test('a name that nobody knows is told', () => {
  expect(parseMix('a+b', ['a', 'b'])).toHaveLength(2);
  expect(() => parseMix('a+c', ['a', 'b'])).toThrow(
    expect.objectContaining({ code: 'voice-unknown', details: { voice: 'c' } }),
  );
});

test('a mix is more than a name', () => {
  expect(['af_heart', 'laidback woman', 'a+b', 'a(2)'].map(isMix)).toEqual([false, false, true, true]);
});

test('what is shown means what was meant, and is shown the same again', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const next = random(seed);
    const parts = Array.from({ length: 1 + Math.floor(next() * 6) }, (_, i) => ({
      voice: `${'abefhijpz'[Math.floor(next() * 9)]}f_${i}`,
      weight: next() < 0.4 ? 1 + Math.floor(next() * 9) : Math.ceil(next() * 90_000) / 10_000,
    }));
    const shown = mixText(parts);
    const read = parseMix(shown);
    expect(mixText(read)).toBe(shown);
    const ratio = parts[0]!.weight / read[0]!.weight;
    expect(read.map(({ voice }) => voice)).toEqual(parts.map(({ voice }) => voice));
    read.forEach(({ weight }, i) => expect(weight * ratio).toBeCloseTo(parts[i]!.weight, 9));
  }
});
