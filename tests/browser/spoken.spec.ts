import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './window.ts';

test('what is spoken stands beside what is shown, and follows the pronunciations, by keyboard alone', async ({
  studio,
  home,
}) => {
  const file = join(home.folder, 'nguyen.txt');
  await writeFile(file, 'Nguyen came home.\n\nNobody saw it but the cat.');
  const chooser = studio.waitForEvent('filechooser');
  await studio.getByRole('button', { name: 'Open a document' }).first().press('Enter');
  await (await chooser).setFiles(file);
  const confirm = studio.getByRole('dialog').getByRole('button', { name: 'Import' });
  await expect(confirm).toBeEnabled();
  await confirm.press('Enter');
  const script = studio.getByRole('region', { name: 'Script' });
  await studio.getByRole('button', { name: 'As spoken' }).press('Enter');
  await expect(script.getByTitle('Click a sentence to hear it')).toHaveText([
    'Nguyen came home.',
    'Nobody saw it but the cat.',
  ]);

  await studio.getByRole('button', { name: 'Pronunciations' }).press('Enter');
  const dialog = studio.getByRole('dialog', { name: 'Pronunciations' });
  await dialog.getByRole('textbox', { name: 'Written' }).fill('nguyen');
  await dialog.getByRole('textbox', { name: 'Said like' }).fill('nwin');
  await studio.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('“nguyen” is said like “nwin”.');
  await expectAccessible(studio, 'pronunciations');
  await studio.keyboard.press('Escape');
  await expect(script.getByTitle('Click a sentence to hear it').first()).toHaveText('nwin came home.');
  await expectAccessible(studio, 'as-spoken');
  await studio.keyboard.press('Control+z');
  await expect(script.getByTitle('Click a sentence to hear it').first()).toHaveText('Nguyen came home.');
});
