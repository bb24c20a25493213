import { LANGUAGES } from '../../../app/model/language.ts';
import type { Scene } from './scene.ts';

/** Two windows in each language but the source's own, which all the others are in. */
export const languageScenes: Scene[] = LANGUAGES.filter((language) => language !== 'en').flatMap((language) => [
  {
    name: `studio-${language}`,
    language,
    async play(page) {
      await page
        .getByRole('button', { name: /The Keeper/ })
        .first()
        .click();
      await page.locator('.player').waitFor();
      await page.getByRole('radio').first().waitFor();
    },
  },
  {
    name: `dictation-${language}`,
    ...{ language, path: 'dictate', width: 480, height: 640 },
    play: (page) => page.getByRole('textbox').waitFor(),
  },
]);
