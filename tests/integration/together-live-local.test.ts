import { expect, test } from 'vitest';
import { createTogether } from '../../app/together/client.ts';
import { heardOf, never } from '../tools/live.ts';
import { espeak, flite, service } from './local-service.ts';

const TEXT = 'It was a bright cold day. The clocks were striking thirteen, and nobody in 1984 wondered why.';

async function local() {
  const { url } = await service([flite(), espeak()]);
  return createTogether({ baseUrl: `${url}/v1`, key: async () => null });
}

test('an offline voice says over the socket what it says in a reply', async () => {
  const client = await local();
  const settings = { model: 'lectern/flite', voice: 'slt', language: 'en-us' };
  const whole = await heardOf(client.speak({ ...settings, input: TEXT }, never()));
  const live = client.live(settings);
  const texts = Array.from({ length: 3 }, () => heardOf(live.speak({ input: TEXT }, never())));
  const heard = await Promise.all(texts);
  await client.close();
  expect(whole.samples.length).toBeGreaterThan(24_000 * 4);
  for (const { samples, failure } of heard) {
    expect(failure).toBe(null);
    expect(samples.length).toBe(whole.samples.length);
    expect(samples).toEqual(heard[0]!.samples);
  }
});

test('a voice of its own is heard in one context only, and words stand where they are in the text', async () => {
  const client = await local();
  const settings = { model: 'lectern/espeak-ng', voice: 'en-us', language: 'en-us', alignment: 'word' } as const;
  const live = client.live(settings);
  const [usual, other] = await Promise.all([
    heardOf(live.speak({ input: TEXT }, never())),
    heardOf(live.speak({ input: TEXT, voice: 'de', language: 'de' }, never())),
  ]);
  const alone = await heardOf(
    client.live({ ...settings, voice: 'de', language: 'de' }).speak({ input: TEXT }, never()),
  );
  await client.close();
  expect([usual.failure, other.failure]).toEqual([null, null]);
  expect(other.samples).toEqual(alone.samples);
  expect(other.samples).not.toEqual(usual.samples);
  const words = usual.words.map(({ start, end }) => TEXT.slice(start, end));
  expect(words.slice(0, 6)).toEqual(['It', 'was', 'a', 'bright', 'cold', 'day']);
  expect(words).toContain('thirteen');
  const starts = usual.words.map(({ from }) => from);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(starts.at(-1)).toBeGreaterThan(3);
  expect(usual.words.at(-1)!.to).toBeLessThanOrEqual(usual.samples.length / 24_000);
});

test('a model or a voice that there is not is the problem that it is over HTTP', async () => {
  const client = await local();
  const voice = client.live({ model: 'lectern/flite', voice: 'nobody', language: 'en-us' });
  const model = client.live({ model: 'lectern/none', voice: 'slt', language: 'en-us' });
  const codes = await Promise.all(
    [voice, model].map(async (live) => (await heardOf(live.speak({ input: TEXT }, never()))).failure),
  );
  await client.close();
  expect(codes).toMatchObject([{ code: 'voice-unknown' }, { code: 'model-unknown' }]);
});
