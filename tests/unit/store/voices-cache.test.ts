import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { VoiceEntry } from '../../../app/model/catalog.ts';
import { createVoicesCache } from '../../../app/store/voices-cache.ts';
import { temporaryFolder } from './temporary-folder.ts';

const voice = (model: string, id: string): VoiceEntry => ({ model, id, name: id, language: null, gender: 'female' });

test('the last list of each model is kept, with its age, also for the next start', async () => {
  const folder = temporaryFolder();
  let now = 1000;
  const cache = createVoicesCache(folder, () => now);
  expect(await cache.read('a')).toBeNull();
  await Promise.all([cache.write('a', [voice('a', 'x')]), cache.write('b', [voice('b', 'y')])]);
  now = 5000;
  await cache.write('b', [voice('b', 'z')]);
  now = 9000;
  const later = createVoicesCache(folder, () => now);
  expect(await later.read('a')).toEqual({ voices: [voice('a', 'x')], age: 8000 });
  expect(await later.read('b')).toEqual({ voices: [voice('b', 'z')], age: 4000 });
  expect(await later.read('constructor')).toBeNull();
  expect(readdirSync(folder)).toEqual(['voices.json']);
});

test.each(['', '{', '[]', '{"a":{"listed":"x","voices":[]}}', '{"a":{"listed":1,"voices":[{"id":7}]}}'])(
  'a file of %j is as good as none, and is replaced',
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'voices.json'), text);
    const cache = createVoicesCache(folder, () => 0);
    expect(await cache.read('a')).toBeNull();
    await cache.write('a', [voice('a', 'x')]);
    expect(await cache.read('a')).toEqual({ voices: [voice('a', 'x')], age: 0 });
  },
);
