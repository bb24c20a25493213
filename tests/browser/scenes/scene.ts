import type { Page } from '@playwright/test';
import type { Language } from '../../../app/model/language.ts';
import type { FakeApp } from '../../tools/fake/app.ts';

/** A state of a screen, and how one comes there from the window as it opens. */
export interface Scene {
  name: string;
  /** Of the window; 1280 x 800 where left out. */
  width?: number;
  height?: number;
  /** Which page; the studio where left out. */
  path?: 'dictate';
  /** Of the interface; English where left out. */
  language?: Language;
  /** Is there a document in the library? */
  story?: false;
  play(page: Page, app: FakeApp, hangUp: () => void): Promise<void>;
}

/** Puts the story on the desk. */
export const open = async (page: Page) => {
  await page
    .getByRole('button', { name: /The Keeper/ })
    .first()
    .click();
  await page.getByRole('region', { name: 'Player' }).waitFor();
};

/** Plays it, and stands still in the middle of a sentence. */
export const playing = async (page: Page, app: FakeApp) => {
  await open(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByText('Playing', { exact: true }).waitFor();
  app.playback.seek(41);
  app.playback.hold();
  await page.locator('mark', { hasText: /asleep|poured|steady hand|harbourmaster/ }).waitFor();
};
