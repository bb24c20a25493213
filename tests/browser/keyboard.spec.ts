import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './window.ts';

const text = `# The Ferry

The ferry left at nine. Nobody was on it.

It came back at ten, and somebody waved.

# The Mast

A mast was built on the hill.
`;

/** Far more than the window has stops. */
const MOST_TABS = 90;

/** Goes on with Tab, or back, until something has the focus: where that never happens, no keyboard gets there. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.first().waitFor();
  const focused = () => target.evaluateAll((all) => all.includes(document.activeElement as HTMLElement));
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await focused()) return;
    await page.keyboard.press(key);
  }
  expect(await focused(), `${MOST_TABS} times ${key} lead to ${target.toString()}`).toBe(true);
}

test('a document is opened, cast, mended, heard and exported without a mouse', async ({ studio: page, home }) => {
  const press = (key: string) => page.keyboard.press(key);
  const script = page.getByRole('region', { name: 'Script' });
  const player = page.getByRole('region', { name: 'Player' });
  const texts = script.getByRole('textbox');

  await test.step('opened', async () => {
    const file = join(home.folder, 'ferry.md');
    await writeFile(file, text);
    await tabTo(page, page.getByRole('button', { name: 'Open a document' }));
    const chooser = page.waitForEvent('filechooser');
    await press('Enter');
    await (await chooser).setFiles(file);
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Import' });
    await expect(confirm).toBeEnabled();
    await tabTo(page, confirm);
    await press('Enter');
    await expect(texts).toHaveCount(5);
  });

  await test.step('a chapter is left out', async () => {
    const mast = page.getByRole('checkbox', { name: 'Include The Mast' });
    await tabTo(page, mast);
    await press('Space');
    await expect(mast).not.toBeChecked();
  });

  await test.step('another voice is chosen', async () => {
    const voices = page.getByRole('region', { name: 'Voices' }).getByRole('radio');
    await voices.first().waitFor();
    await tabTo(page, voices);
    const before = await voices.evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).checked));
    await press('ArrowUp');
    await expect
      .poll(() => voices.evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).checked)))
      .not.toBe(before);
  });

  await test.step('a sentence is mended, and heard from where the caret is', async () => {
    await tabTo(page, texts, 'Shift+Tab');
    await press('ArrowDown');
    await press('End');
    await page.keyboard.type(' Not even the gulls.');
    await press('Alt+Enter');
    // In a text that is being typed in nothing is marked; what is heard stands in the player.
    await expect(player.getByText('Not even the gulls.')).toBeVisible({ timeout: 20_000 });
    await press('Escape');
    await expect(texts.nth(1)).toHaveText('The ferry left at nine. Nobody was on it. Not even the gulls.');
  });

  await test.step('it is paused, and goes from sentence to sentence', async () => {
    await press('Space');
    await expect(player.getByText('Paused', { exact: true })).toBeVisible();
    const mark = script.locator('mark');
    await press('Control+{');
    await expect(mark).toHaveText('The Ferry');
    await press('Control+]');
    await expect(mark).toHaveText('The ferry left at nine.');
    await press('Control+[');
    await expect(mark).toHaveText('The Ferry');
    await expectAccessible(page, 'by-keyboard');
  });

  await test.step('what was typed is taken back, and brought again', async () => {
    await press('Control+z');
    await expect(texts.nth(1)).not.toContainText('gulls');
    await press('Control+Shift+z');
    await expect(texts.nth(1)).toContainText('gulls');
  });

  await test.step('it is exported, under a name of its own', async () => {
    await press('Control+e');
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByRole('radio'));
    await press('ArrowUp');
    await expect(dialog.getByRole('radio', { name: /^WAV/ })).toBeChecked();
    await tabTo(page, dialog.getByText('Names of the files'));
    await press('Enter');
    await tabTo(page, dialog.getByRole('textbox', { name: 'Name of the file' }));
    await press('Control+a');
    await page.keyboard.type('{size}');
    await expect(dialog.getByText('That name cannot be filled.')).toBeVisible();
    await press('Control+a');
    await page.keyboard.type('{title}, heard');
    await expect(dialog.getByText('ferry, heard.wav', { exact: false })).toBeVisible();
    await tabTo(page, dialog.getByRole('button', { name: /^Export/ }));
    await press('Enter');
    const reveal = page.getByRole('button', { name: 'Show file' });
    await expect(reveal).toBeVisible({ timeout: 110_000 });
    expect(await readdir(join(home.folder, 'exports'))).toEqual([expect.stringMatching(/, heard\.wav$/)]);
    await tabTo(page, page.getByRole('button', { name: 'Dismiss' }));
    await press('Enter');
    await expect(reveal).toHaveCount(0);
  });

  await test.step('the names are remembered', async () => {
    await page.reload();
    await expect(texts).toHaveCount(5);
    await press('Control+e');
    await expect(page.getByRole('dialog').getByText(/, heard\.wav$/)).toBeVisible();
    await press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
