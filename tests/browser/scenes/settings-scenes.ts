import type { Page } from '@playwright/test';
import type { FakeApp } from '../../tools/fake/app.ts';
import { problem } from '../../tools/fake/app.ts';
import { open, type Scene } from './scene.ts';

/** Opens the settings at a page of them. */
const at = (name: string) => async (page: Page, app: FakeApp) => {
  app.tellStatus({ service: 'together', keyed: true });
  await open(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  const list = page.getByRole('navigation', { name: 'Pages of the settings' });
  if (await list.isVisible()) await list.getByRole('button', { name }).click();
  else await page.getByLabel('Page', { exact: true }).selectOption(name.toLowerCase());
};

/** The pages of the settings. */
export const settingsScenes: Scene[] = [
  {
    name: 'settings-tested',
    play: async (page, app) => {
      await at('Service and key')(page, app);
      app.refusals.set('settings.test', problem('key-refused'));
      await page.getByRole('button', { name: 'Test' }).click();
      await page.getByText('Together AI refused the key.').waitFor();
    },
  },
  {
    name: 'settings-voices',
    play: async (page, app) => {
      app.settings.voices.together = { model: 'hexgrad/Kokoro-82M', voice: 'emma', language: 'en-gb' };
      await at('Voices and models')(page, app);
      await page.locator('option', { hasText: 'Emma' }).first().waitFor({ state: 'attached' });
    },
  },
  { name: 'settings-sound', play: at('Sound') },
  { name: 'settings-language', play: at('Language') },
  { name: 'settings-shortcuts', play: at('Shortcuts') },
  {
    name: 'settings-storage',
    play: async (page, app) => {
      await at('Storage')(page, app);
      await page.getByLabel('Sound of recordings').selectOption('90');
      await page.getByRole('checkbox', { name: /that your documents need/ }).check();
      await page.getByRole('button', { name: /^Throw away/ }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'settings-network',
    play: async (page, app) => {
      app.settings.proxy = { kind: 'server', address: 'proxy.example.org:3128' };
      await at('Network')(page, app);
      await page.getByLabel('Server and port').waitFor();
    },
  },
  {
    name: 'settings-privacy',
    play: async (page, app) => {
      app.updates.tell({ phase: 'idle' });
      await at('Privacy')(page, app);
      await page.getByRole('checkbox', { name: 'Look for a newer one at each start' }).waitFor();
    },
  },
  {
    name: 'settings-diagnostics',
    play: async (page, app) => {
      await at('Diagnostics')(page, app);
      await page.getByText('412 ms').waitFor();
    },
  },
  { name: 'settings-narrow', width: 560, height: 640, play: at('Storage') },
];
