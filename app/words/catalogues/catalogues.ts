import type { Language } from '../../model/language.ts';
import type { Catalogue } from '../language.ts';

type Load = () => Promise<{ default: Catalogue }>;

/** One of them is loaded, as the language is chosen; the source itself is in English. */
const catalogues: Readonly<Record<Language, Load | null>> = {
  en: null,
  de: () => import('./de.po'),
  es: () => import('./es.po'),
  fr: () => import('./fr.po'),
  ja: () => import('./ja.po'),
  ar: () => import('./ar.po'),
};

/** What a language has in the place of the source's texts; null for English. */
export async function catalogueOf(language: Language): Promise<Catalogue | null> {
  return (await catalogues[language]?.())?.default ?? null;
}
