import { test } from '@playwright/test';
import { languages } from '../../app/model/language.ts';
import { lookedUp, translated } from '../../build/words/catalogue.ts';
import { FakeApp } from '../tools/fake/app.ts';
import { startFakeHost } from '../tools/fake/host.ts';
import { dictationScenes } from './scenes/dictation-scenes.ts';
import { directionScenes } from './scenes/direction-scenes.ts';
import { open, type Scene } from './scenes/scene.ts';
import { scriptScenes } from './scenes/script-scenes.ts';
import { settingsScenes } from './scenes/settings-scenes.ts';
import { windowScenes } from './scenes/window-scenes.ts';
import { marked, strangers } from './strangers.ts';
import { expectWhole } from './whole.ts';
import { expect } from './window.ts';

const scenes: Scene[] = [
  ...[...windowScenes, ...scriptScenes(), ...directionScenes()],
  ...[...dictationScenes, ...settingsScenes],
];
/** Between them they have most parts; all of them take two minutes. */
const FEW = ['settings', 'export-dialog', 'failed', 'cast', 'dictation-keys'];
const walked = scenes.filter(({ name }) => process.env['LECTERN_SCREENS'] === 'all' || FEW.includes(name));

test.describe.configure({ mode: 'parallel' });

/**
 * Every text of a catalogue is marked with a character that is not drawn, and that Playwright does not see in names: so
 * the scenes are played as ever, and what has no mark is not from the catalogue.
 */
for (const { name, path = '', story, width, height, play } of walked) {
  test(`the screen “${name}” has no words of its own`, async ({ page }) => {
    const app = new FakeApp();
    if (story !== false) app.addStory();
    app.status = { ...app.status, language: 'de' };
    const host = await startFakeHost(app);
    const texts = Object.fromEntries(lookedUp('de').map(({ key }) => [key, marked(key)]));
    const body = `export default { texts: ${JSON.stringify(texts)}, form: (n) => n !== 1 };`;
    await page.route('**/assets/de-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
    try {
      await page.setViewportSize({ width: width ?? 1280, height: height ?? 800 });
      await page.goto(`${host.url}${path}`);
      await play(page, app, () => host.hangUp(true));
      expect(await strangers(page, app)).toEqual([]);
    } finally {
      await host.close();
    }
  });
}

for (const language of translated) {
  test(`the window speaks ${languages[language]}, and nothing is cut off`, async ({ page }) => {
    const app = new FakeApp();
    app.addStory();
    const host = await startFakeHost(app);
    const loaded: string[] = [];
    page.on('request', (request) => void loaded.push(/\/(..)-[\w-]+\.js$/.exec(request.url())?.[1] ?? ''));
    try {
      await page.goto(host.url);
      await expect(page.getByRole('heading', { name: 'Hear what you have to read' })).toBeVisible();
      app.tellStatus({ language });
      const heading = lookedUp(language).find(({ key }) => key === 'Hear what you have to read')!.forms[0]!;
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(loaded.filter(Boolean)).toEqual([language]);
      await page
        .getByRole('button', { name: /The Keeper/ })
        .first()
        .click();
      await page.locator('.player').waitFor();
      await expectWhole(page);
    } finally {
      await host.close();
    }
  });
}

test('Arabic runs from right to left, and time as ever', async ({ page }) => {
  const app = new FakeApp();
  app.addStory();
  const host = await startFakeHost(app);
  const centre = async (where: string) => {
    const { x, width } = (await page.locator(where).first().boundingBox())!;
    return x + width / 2;
  };
  const places = async () => {
    const inOrder = ['#chapters', 'main', '#voices'];
    const middles = await Promise.all(inOrder.map(centre));
    const [back, forward] = await Promise.all([centre('.buttons > :first-child'), centre('.buttons > :last-child')]);
    const [from, to] = await Promise.all([centre('.place .time:first-child'), centre('.place .time:last-child')]);
    return { columns: Math.sign(middles[2]! - middles[0]!), buttons: back < forward, time: from < to };
  };
  try {
    await page.goto(host.url);
    await open(page);
    expect(await places()).toEqual({ columns: 1, buttons: true, time: true });
    app.tellStatus({ language: 'ar' });
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await page.locator('.player').waitFor();
    expect(await places()).toEqual({ columns: -1, buttons: true, time: true });
    expect(
      await page
        .locator('[role=textbox]')
        .first()
        .evaluate((text) => getComputedStyle(text).direction),
    ).toBe('ltr');
  } finally {
    await host.close();
  }
});
