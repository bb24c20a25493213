import type { Handlers, Sources } from '../ipc/shapes.ts';
import type { DictationSettings, Reach } from '../model/dictation.ts';
import type { DictationPreferences } from '../store/dictation-settings.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';

/** What dictation does beyond its window. */
export interface Reaching {
  readonly handlers: Pick<Handlers['dictation'], 'reach' | 'insert'>;
  readonly reached: Sources['dictation']['reached'];
  /** Has the keys heard that a person chose. */
  follow(settings: DictationSettings): void;
}

export function createReaching({ desktop }: Pick<Host, 'desktop'>, preferences: DictationPreferences): Reaching {
  const news = createNews<Reach>();
  let keys: readonly string[] = [];
  let reach: Reach = { everywhere: desktop !== undefined, taken: [], inserts: desktop !== undefined };
  const follow = (settings: DictationSettings) => {
    const wanted = keysOf(settings);
    if (!desktop || wanted.join() === keys.join()) return;
    keys = wanted;
    reach = { ...reach, taken: desktop.hear(wanted) };
    news.tell(reach);
  };
  follow(preferences.read());
  return {
    reached: news.listen,
    follow,
    handlers: {
      reach: () => reach,
      async insert({ text }) {
        // A page has no say over other programs but what a person has chosen.
        return desktop && preferences.read().insert ? desktop.insert(text) : null;
      },
    },
  };
}

function keysOf({ shortcut, languages }: DictationSettings): string[] {
  const all = [shortcut, ...languages.map(({ keys }) => keys)];
  return [...new Set(all.filter((keys) => keys !== null))];
}
