import { directionOf, languageAmong } from '../app/model/language.ts';
import type { AppStatus } from '../app/model/status.ts';
import { catalogueOf } from '../app/words/catalogues/catalogues.ts';
import { speak } from '../app/words/language.ts';

/** The language that the host wrote into the page, empty where nobody chose one. */
const chosen = () => document.documentElement.dataset['language'] ?? '';

/**
 * Has the page speak the language that a person chose, or the system's. What is loaded after that is in this language,
 * what was before is not.
 */
export async function speakAsChosen(): Promise<void> {
  const language = languageAmong([chosen(), ...navigator.languages]);
  speak(language, await catalogueOf(language));
  Object.assign(document.documentElement, { lang: language, dir: directionOf(language) });
}

/** Loads the page anew where another language was chosen, in this window or in another one. */
export function keepLanguage({ language }: Pick<AppStatus, 'language'>): void {
  if ((language ?? '') !== chosen()) location.reload();
}
