import type { Page } from '@playwright/test';
import { type FakeApp, problem } from '../../tools/fake/app.ts';
import { open, type Scene } from './scene.ts';

/** The script and the library in their states. */
export function scriptScenes(): Scene[] {
  const texts = (page: Page) => page.getByRole('region', { name: 'Script' }).getByRole('textbox');
  const sounding = (app: FakeApp) => {
    for (const n of [0, 1, 2]) app.tellSound(`b0-0-${n}`, 'ready');
    app.tellSound('b0-0-3', 'stale');
    app.tellSound('b0-0-4', 'making');
    app.tellSound('b0-0-5', 'doubtful');
  };
  const marking = async (page: Page, app: FakeApp) => {
    await open(page);
    sounding(app);
    await texts(page).nth(1).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('combobox', { name: 'Pause after' }).selectOption('2000');
    await page.getByText('then 2 s of silence').first().waitFor();
    await page.getByRole('button', { name: 'Lock against changes' }).click();
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
  };
  const refused = async (page: Page, app: FakeApp) => {
    await marking(page, app);
    app.refusals.set('script.edit', problem('disk-full'));
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('The disk is full.').waitFor();
  };
  const finding = async (page: Page) => {
    await open(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('ledger');
    await page.keyboard.press('Enter');
    await page.getByText(/1 of \d/).waitFor();
  };
  const menu = async (page: Page) => {
    await open(page);
    await page.getByRole('button', { name: 'Actions for Eleven Minutes' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
  };
  const small = { width: 800, height: 600 };
  // A window of 1280 by 800 as it is laid out at 200 %.
  const zoomed = { width: 640, height: 400 };
  return [
    { name: 'marked', play: marking },
    { name: 'narrow-marked', ...small, play: marking },
    { name: 'zoomed-marked', ...zoomed, play: marking },
    ...[960, 640].map((width) => ({ name: `refused-${width}`, width, height: 600, play: refused })),
    { name: 'found', play: finding },
    { name: 'zoomed-found', ...zoomed, play: finding },
    { name: 'chapter-menu', play: menu },
    {
      name: 'chapter-name',
      play: async (page) => {
        await open(page);
        await page
          .getByRole('region', { name: 'Chapters' })
          .getByRole('button', { name: /Eleven/ })
          .first()
          .focus();
        await page.keyboard.press('F2');
        await page.getByRole('textbox', { name: 'Name of the chapter' }).waitFor();
      },
    },
    {
      name: 'removed',
      play: async (page) => {
        await page.getByRole('button', { name: /Actions for/ }).click();
        await page.getByRole('menuitem', { name: 'Remove' }).click();
        await page.getByRole('button', { name: 'Undo' }).waitFor();
      },
    },
  ];
}
