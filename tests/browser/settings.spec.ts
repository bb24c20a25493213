import type { Page } from '@playwright/test';
import { expect, expectAccessible, inElectron, test } from './window.ts';

const page = (studio: Page, name: string) =>
  studio.getByRole('dialog', { name: 'Settings' }).getByRole('region', { name });

test('a person goes through the settings by keyboard, tests the voices, and sees what is kept and sent', async ({
  studio,
}) => {
  await studio.getByRole('button', { name: 'Settings' }).press('Enter');
  const list = studio.getByRole('navigation', { name: 'Pages of the settings' });
  await expect(list.getByRole('button', { name: 'Service and key' })).toHaveAttribute('aria-current', 'page');
  await studio.getByRole('button', { name: 'Test' }).press('Enter');
  await expect(page(studio, 'Service and key').getByText('It works.')).toBeVisible();
  await expectAccessible(studio, 'settings-service');

  await list.getByRole('button', { name: 'Voices and models' }).press('Enter');
  const offline = studio.getByRole('group', { name: 'With the offline voices' });
  await offline.getByLabel('Model').selectOption('lectern/flite');
  await offline.getByLabel('Voice').selectOption('rms');
  await list.getByRole('button', { name: 'Sound' }).press('Enter');
  await expect(page(studio, 'Sound').getByLabel('Dictation listens to')).toBeVisible();
  await list.getByRole('button', { name: 'Voices and models' }).press('Enter');
  await expect(offline.getByLabel('Voice')).toHaveValue('rms');

  await list.getByRole('button', { name: 'Storage' }).press('Enter');
  await expect(page(studio, 'Storage').getByText('All of it', { exact: true })).toBeVisible();
  await expect(studio.getByRole('button', { name: 'Nothing to throw away' })).toBeDisabled();
  await list.getByRole('button', { name: 'Language' }).press('Enter');
  await expect(page(studio, 'Language').getByLabel('Language')).toHaveValue('');
  await list.getByRole('button', { name: 'Shortcuts' }).press('Enter');
  await studio.getByRole('button', { name: /^the chosen language:/ }).press('Enter');
  await studio.keyboard.press('Alt+1');
  await expect(page(studio, 'Shortcuts').getByRole('alert')).toContainText('stands for a place in this list');

  await list.getByRole('button', { name: 'Network' }).press('Enter');
  await studio.getByRole('radio', { name: 'This proxy' }).check();
  await studio.getByLabel('Server and port').fill('no server at all');
  await studio.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(page(studio, 'Network').getByRole('alert')).toContainText('That is no server with a port');
  await studio.getByLabel('Server and port').fill('proxy.example:3128');
  await studio.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(studio.getByRole('button', { name: 'Save' })).toBeDisabled();
  await studio.getByRole('radio', { name: 'Straight' }).check();

  await list.getByRole('button', { name: 'Diagnostics' }).press('Enter');
  await studio.getByRole('button', { name: 'Copy diagnostics' }).press('Enter');
  await expect(studio.getByLabel('What was copied')).toHaveValue(/^Lectern \d+\.\d+\.\d+ \(/);
  await expectAccessible(studio, 'settings-diagnostics');

  // A narrow window has the same pages in a list of one line.
  if (inElectron) return;
  await studio.setViewportSize({ width: 560, height: 700 });
  await expect(list).toBeHidden();
  await studio.getByLabel('Page', { exact: true }).selectOption('Privacy');
  await expect(studio.getByText('Nothing leaves this computer')).toBeVisible();
  await expect(studio.getByText('This copy never looks for a newer one.')).toBeVisible();
  await expectAccessible(studio, 'settings-narrow');
});
