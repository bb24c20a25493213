import type { Page } from '@playwright/test';
import type { FakeApp } from '../../tools/fake/app.ts';
import { open, type Scene } from './scene.ts';

const KOKORO = 'hexgrad/Kokoro-82M';
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

const takes = [
  {
    ...{ segment: 'x/0', start: 0, end: 120 },
    takes: [
      { take: 0, seconds: 6.2, chosen: false },
      { take: 1, seconds: 5.9, chosen: true },
    ],
  },
  { ...{ segment: 'x/1', start: 120, end: 400 }, takes: [{ take: 0, seconds: null, chosen: true }] },
];

/** Looks at the panels beside the script. */
export function directionScenes(): Scene[] {
  const desk = async (page: Page, app: FakeApp) => {
    app.tellStatus({ service: 'together', keyed: true });
    app.direction.favourites = [{ model: KOKORO, voice: 'emma' }];
    app.direction.budget = { spent: { project: 0.31, month: 2.4 }, caps: { project: 0.32, month: 5 } };
    await open(page);
  };
  const narrow = async (page: Page) => {
    const opener = page.getByRole('button', { name: 'Voices', exact: true });
    if (await opener.isVisible()) await opener.click();
  };
  const beside = async (page: Page, app: FakeApp) => {
    await desk(page, app);
    await narrow(page);
  };
  const withEmma = async (page: Page, app: FakeApp) => {
    await beside(page, app);
    await page.getByLabel('Model').selectOption(KOKORO);
    await page.getByRole('radio', { name: /Emma/ }).check();
    await page.keyboard.press('Escape');
  };
  const scenes: Scene[] = [
    {
      name: 'voices-mix',
      async play(page, app) {
        await beside(page, app);
        await page.getByLabel('Model').selectOption(KOKORO);
        await page.getByText('Mix voices').click();
        await page.getByLabel('Weight of voice 1').fill('70');
        await page.getByRole('button', { name: 'Use this mix' }).waitFor();
      },
    },
    {
      name: 'voices-offline-mix',
      async play(page, app) {
        await desk(page, app);
        app.tellStatus({ service: 'local', keyed: false });
        await narrow(page);
        await page.getByLabel('Model').selectOption(KOKORO);
        await page.getByText('Mix voices').click();
        await page.getByText('cannot be mixed').waitFor();
      },
    },
    {
      name: 'voices-all',
      async play(page, app) {
        await beside(page, app);
        await page.getByLabel('Model').selectOption('');
        await page.getByLabel('Gender').selectOption('male');
        await page.getByText('Onyx').waitFor();
      },
    },
    {
      name: 'voices-endpoint',
      async play(page, app) {
        await beside(page, app);
        await page.getByLabel('Model').selectOption('rime/arcana');
        await page.getByText('endpoint of your own').first().waitFor();
      },
    },
    {
      name: 'cast',
      async play(page, app) {
        await beside(page, app);
        await tab(page, 'Cast');
        for (const name of ['Ada Corrie', 'The harbourmaster']) {
          await page.getByLabel('Name of a new character').fill(name);
          await page.keyboard.press('Enter');
          await page.getByRole('button', { name: `More for ${name}` }).waitFor();
        }
        await page.keyboard.press('Escape');
        const row = page.getByRole('row').nth(3);
        await row.getByRole('textbox').click();
        await page.keyboard.press('Control+Enter');
        await page.getByLabel('Speaker', { exact: true }).selectOption('Ada Corrie');
        await narrow(page);
      },
    },
    {
      name: 'dialogue',
      async play(page, app) {
        await beside(page, app);
        await tab(page, 'Cast');
        await page.getByRole('button', { name: 'Find who speaks' }).click();
        await page.getByText('ticked').waitFor();
      },
    },
    {
      name: 'takes',
      async play(page, app) {
        app.direction.takes = takes;
        await desk(page, app);
        await page.getByRole('row').nth(3).getByRole('textbox').click();
        await narrow(page);
        await tab(page, 'Takes');
        await page.getByText('Take 2').waitFor();
      },
    },
    {
      name: 'costs',
      async play(page, app) {
        await withEmma(page, app);
        await page.getByTitle('Costs and limits').click();
        await page.getByText('Left to make').waitFor();
      },
    },
    {
      name: 'dearer',
      async play(page, app) {
        await withEmma(page, app);
        await page.getByRole('textbox').nth(5).click();
        await page.keyboard.type('And so it went on for a good while, until nobody knew any more what had begun it. ');
        await page.keyboard.press('Control+Enter');
        await page.waitForTimeout(1200);
      },
    },
  ];
  return scenes.flatMap((scene) => [scene, { ...scene, name: `${scene.name}-800`, width: 800, height: 600 }]);
}
