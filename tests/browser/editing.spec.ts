import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ended, firstLine, makeHome, startWindow } from '../tools/lectern.ts';
import { expect, expectAccessible, test } from './window.ts';
import type { Page } from '@playwright/test';

const text = `# The Ferry

The ferry left at nine. Nobody was on it.

It came back at ten.

# The Mast

A mast was built on the hill.
`;

const texts = (page: Page) => page.getByRole('region', { name: 'Script' }).getByRole('textbox');
const chapters = (page: Page) => page.getByRole('region', { name: 'Chapters' }).getByRole('listitem');

async function openFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a document' }).first().focus();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(file);
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Import' });
  await expect(confirm).toBeEnabled();
  await confirm.press('Enter');
  await expect(texts(page)).toHaveCount(5);
}

test('a script is edited by keyboard alone, and taken back after a restart', async ({ page }) => {
  const home = await makeHome();
  const file = join(home.folder, 'ferry.md');
  await writeFile(file, text);
  let app = startWindow(home);
  app.stderr?.resume();
  try {
    await page.goto(await firstLine(app));
    await openFile(page, file);

    await test.step('Enter cuts a paragraph where the caret is, and typing goes on in the new one', async () => {
      await texts(page).nth(1).focus();
      await page.keyboard.press('Home');
      for (let i = 0; i < 'The ferry left at nine.'.length; i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.keyboard.type('Alas! ');
      await expect(texts(page).nth(1)).toHaveText('The ferry left at nine.');
      await expect(texts(page).nth(2)).toHaveText('Alas! Nobody was on it.');
    });

    await test.step('Backspace at the start joins it again', async () => {
      for (let i = 0; i < 'Alas! '.length; i++) await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Home');
      await page.keyboard.press('Backspace');
      await expect(texts(page)).toHaveCount(5);
      await expect(texts(page).nth(1)).toHaveText('The ferry left at nine. Alas! Nobody was on it.');
    });

    await test.step('paragraphs are marked, locked and freed', async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Shift+ArrowDown');
      await expect(page.getByText('2 paragraphs')).toBeVisible();
      await expectAccessible(page, 'marked');
      await page.getByRole('button', { name: 'Lock against changes' }).press('Enter');
      await expect(texts(page).nth(1)).toHaveAttribute('aria-readonly', 'true');
      await page.getByRole('button', { name: 'Unlock' }).press('Enter');
      await expect(texts(page).nth(1)).toHaveAttribute('aria-readonly', 'false');
    });

    await test.step('Delete takes them away, Control+Z brings them back', async () => {
      await page.locator('[role=row][aria-selected=true]').last().focus();
      await page.keyboard.press('Delete');
      await expect(texts(page)).toHaveCount(3);
      await page.keyboard.press('Control+z');
      await expect(texts(page)).toHaveCount(5);
    });

    await test.step('a chapter moves up by a key, and its name is changed', async () => {
      await chapters(page).nth(1).getByRole('button').first().focus();
      await page.keyboard.press('Alt+ArrowUp');
      await expect(chapters(page).first()).toContainText('The Mast');
      await page.keyboard.press('F2');
      await page.keyboard.type('The Hill');
      await page.keyboard.press('Enter');
      await expect(chapters(page).first()).toContainText('The Hill');
    });

    await test.step('what was typed is safe within a second, without leaving the text', async () => {
      await texts(page).last().focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' At noon.');
      await page.waitForTimeout(1000);
    });

    app.kill('SIGKILL');
    await ended(app);
    app = startWindow(home);
    app.stderr?.resume();
    await page.goto(await firstLine(app));
    await page.getByRole('region', { name: 'Library' }).getByRole('button').first().press('Enter');
    await expect(texts(page).last()).toHaveText('It came back at ten. At noon.');

    await test.step('after the restart each step is taken back by name, and taken up again', async () => {
      const undo = page.getByRole('button', { name: /^Undo/ });
      for (const name of ['typing', 'renaming a chapter', 'moving a chapter']) {
        await expect(undo).toHaveAccessibleName(`Undo ${name}`);
        await undo.press('Enter');
      }
      await expect(chapters(page).first()).toContainText('The Ferry');
      await expect(texts(page).nth(2)).toHaveText('It came back at ten.');
      await page.keyboard.press('Control+Shift+z');
      await expect(chapters(page).first()).toContainText('The Mast');
      await expectAccessible(page, 'taken-back');
    });
  } finally {
    app.kill('SIGTERM');
    await ended(app);
    await home.leave();
  }
});
