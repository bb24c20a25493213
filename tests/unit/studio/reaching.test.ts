import { expect, onTestFinished, test } from 'vitest';
import { createReaching } from '../../../app/studio/reaching.ts';
import { createDictationPreferences } from '../../../app/store/dictation-settings.ts';
import { openDatabase } from '../../../app/store/database.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

function preferences() {
  const database = openDatabase(temporaryFolder());
  onTestFinished(() => database.close());
  return createDictationPreferences(database);
}

test('the desktop hears the keys that a person chose, anew only where they change, and what it refuses is told', () => {
  const heard: (readonly string[])[] = [];
  const kept = preferences();
  const desktop = {
    hear(keys: readonly string[]) {
      heard.push(keys);
      return keys.filter((one) => one.endsWith('T'));
    },
    insert: async () => 'inserted' as const,
  };
  const reaching = createReaching({ desktop }, kept);
  const told: unknown[] = [];
  reaching.reached((reach) => told.push(reach));
  reaching.follow(kept.change({ sounds: false }));
  reaching.follow(
    kept.change({
      languages: [
        { language: 'de', keys: 'Alt+T' },
        { language: 'fr', keys: null },
      ],
    }),
  );
  reaching.follow(kept.change({ shortcut: null }));
  expect(heard).toEqual([['CommandOrControl+Alt+D'], ['CommandOrControl+Alt+D', 'Alt+T'], ['Alt+T']]);
  expect(told).toMatchObject([{ taken: ['Alt+T'] }, { taken: ['Alt+T'] }]);
  expect(reaching.handlers.reach(undefined)).toEqual({ everywhere: true, taken: ['Alt+T'], inserts: true });
});

test('a text goes to other programs only where a person wants it, and there is a desktop', async () => {
  const texts: string[] = [];
  const kept = preferences();
  const desktop = {
    hear: () => [],
    async insert(text: string) {
      texts.push(text);
      return 'copied' as const;
    },
  };
  const { handlers } = createReaching({ desktop }, kept);
  expect(await handlers.insert({ text: 'one' })).toBeNull();
  kept.change({ insert: true });
  expect(await handlers.insert({ text: 'two' })).toBe('copied');
  expect(texts).toEqual(['two']);
  const bare = createReaching({}, kept).handlers;
  expect(await bare.insert({ text: 'three' })).toBeNull();
  expect(bare.reach(undefined)).toEqual({ everywhere: false, taken: [], inserts: false });
});
