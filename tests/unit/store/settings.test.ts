import { expect, test } from 'vitest';
import { USUAL_NAMES } from '../../../app/model/export.ts';
import { createSettings } from '../../../app/store/settings.ts';
import { openedDatabase } from './open.ts';

const listening = { speed: 1, volume: 1, output: null };
const exporting = { format: 'mp3', chapters: 'embedded', loudness: 'as-is', names: USUAL_NAMES };
const own = {
  ...{ language: null, automaticUpdates: false, proxy: { kind: 'system' } },
  ...{ favourites: [], pronunciations: [], exporting },
};
const presets = { ...own, service: null, voices: { together: null, local: null }, listening };
const voices = { together: { model: 'm', voice: 'v', language: 'en' }, local: null };

test('what was never chosen has its default', () => {
  expect(createSettings(openedDatabase()).read()).toEqual(presets);
});

test('a change keeps the rest and is there for the next who reads', () => {
  const database = openedDatabase();
  const settings = createSettings(database);
  settings.change({ service: 'local' });
  expect(settings.change({ voices })).toEqual({ service: 'local', voices, listening, ...own });
  settings.change({ service: null });
  expect(createSettings(database).read()).toEqual({ service: null, voices, listening, ...own });
});

test('a value that cannot be understood has its default; the others stand', () => {
  const database = openedDatabase();
  const settings = createSettings(database);
  settings.change({ voices });
  for (const broken of ['{"half', '"elsewhere"', '7']) {
    database.run("INSERT OR REPLACE INTO settings VALUES ('service', ?)", broken);
    expect(settings.read()).toEqual({ service: null, voices, listening, ...own });
  }
});
