import type { Handlers } from '../ipc/shapes.ts';
import type { Settings } from '../store/settings.ts';

/** The voices that a person marked, in the order in which they did. */
export function createFavourites(settings: Settings): Pick<Handlers['voices'], 'favourites' | 'favour'> {
  const list = () => settings.read().favourites;
  return {
    favourites: list,
    favour({ model, voice, favourite }) {
      const others = list().filter((each) => each.model !== model || each.voice !== voice);
      return settings.change({ favourites: favourite ? [...others, { model, voice }] : others }).favourites;
    },
  };
}
