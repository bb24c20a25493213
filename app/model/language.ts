/** The languages that the interface speaks, each by its own name; the source's own is the first. */
export const languages = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
} as const;

export type Language = keyof typeof languages;

export const LANGUAGES = Object.keys(languages) as readonly Language[];

const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The first of ours among the languages that somebody understands, best first (`fr-CA`, `en`); English where none is. */
export function languageAmong(understood: readonly string[]): Language {
  const [first] = understood.map((tag) => tag.toLowerCase().split('-')[0]!).filter(isLanguage);
  return first ?? 'en';
}

/** Which way lines run. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');
