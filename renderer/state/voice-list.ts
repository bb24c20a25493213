import type { FavouriteVoice, VoiceEntry } from '../../app/model/catalog.ts';
import { languageName } from '../../app/words/figures.ts';

export interface VoiceGroup {
  /** BCP 47, or null for voices that name none. */
  language: string | null;
  name: string;
  voices: VoiceEntry[];
}

/** What a person looks for; empty and null for anything. */
interface VoiceWish {
  query: string;
  /** The first part of a language: `en`. */
  language: string | null;
  gender: VoiceEntry['gender'];
  /** Only what was marked. */
  favourite: boolean;
}

/** What a wish leaves of voices, by language: `preferred` first, the others by name. */
export function voiceGroups(
  list: readonly VoiceEntry[],
  wish: VoiceWish,
  preferred: string | null,
  favourites: readonly FavouriteVoice[],
): VoiceGroup[] {
  const liked = likes(favourites);
  const left = list
    .filter(matching(wish.query))
    .filter(
      (voice) =>
        (wish.language === null || voice.language === null || mainOf(voice.language) === wish.language) &&
        (wish.gender === null || voice.gender === wish.gender) &&
        (!wish.favourite || liked(voice)),
    );
  return [...Map.groupBy(left, (voice) => voice.language)]
    .map(([language, voices]) => ({
      language,
      name: language === null ? 'Any language' : languageName(language),
      voices: voices.toSorted(
        (one, other) => Number(liked(other)) - Number(liked(one)) || one.name.localeCompare(other.name, 'en'),
      ),
    }))
    .toSorted(
      (one, other) =>
        closeness(other.language, preferred) - closeness(one.language, preferred) ||
        one.name.localeCompare(other.name, 'en'),
    );
}

/** The languages of voices, without region and script, by name. */
export function languagesOf(list: readonly VoiceEntry[]): { language: string; name: string }[] {
  const found = new Set(list.flatMap(({ language }) => (language === null ? [] : mainOf(language))));
  return [...found]
    .map((language) => ({ language, name: languageName(language) }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

export const likes =
  (favourites: readonly FavouriteVoice[]) =>
  ({ model, id }: VoiceEntry): boolean =>
    favourites.some((each) => each.model === model && each.voice === id);

const mainOf = (language: string) => language.split('-')[0]!;

function matching(query: string): (voice: VoiceEntry) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (voice) => {
    const language = voice.language === null ? '' : `${voice.language} ${languageName(voice.language)}`;
    const about = `${voice.name} ${voice.id} ${language} ${voice.gender ?? ''}`.toLowerCase();
    // From the start of a word, or "male" would find every female voice.
    return words.every((word) => about.split(/[\s(),_-]+/).some((part) => part.startsWith(word)));
  };
}

/** 2 for the very language, 1 for a sister such as en-gb of en-us, 0 for another. */
function closeness(language: string | null, preferred: string | null): number {
  if (!language || !preferred) return 0;
  if (language === preferred) return 2;
  return mainOf(language) === mainOf(preferred) ? 1 : 0;
}
