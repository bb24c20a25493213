import { app } from 'electron';
import { type Language, languageAmong } from '../../model/language.ts';
import type { Studio } from '../../studio/studio.ts';
import { catalogueOf } from '../../words/catalogues/catalogues.ts';
import { speak } from '../../words/language.ts';

/** From now on menus and messages are in a language; null for the system's. The app has to be ready. */
export async function speakAs(chosen: Language | null): Promise<void> {
  const language = chosen ?? languageAmong(app.getPreferredSystemLanguages());
  speak(language, await catalogueOf(language));
}

/** Speaks the language that is chosen from now on, and has said `again` what is on the screen already. */
export function keepLanguage(studio: Pick<Studio, 'sources' | 'language'>, again: () => void): void {
  let spoken = studio.language();
  studio.sources.app.changed(({ language }) => {
    if (language === spoken) return;
    spoken = language;
    void speakAs(language).then(again);
  });
}
