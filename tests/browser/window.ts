import { type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test as base } from '@playwright/test';
import { shown, test as electronTest } from '../electron/window.ts';
import { ended, firstLine, type Home, makeHome, startWindow } from '../tools/lectern.ts';
import { expectNamed } from './whole.ts';

interface Window {
  home: Home;
  /** The link that opens the window, once. */
  link: string;
  /** The window, opened; what it writes to the console as an error fails the test. */
  studio: Page;
}

/** What the app asks the desktop to open is written down, not opened. */
async function catchOpener({ folder, environment }: Home): Promise<void> {
  const [programs, note] = [join(folder, 'programs'), openedNote(folder)];
  await mkdir(programs);
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(programs, name), `#!/bin/sh\nprintf %s "$1" > '${note}'\n`, { mode: 0o755 });
  }
  environment['PATH'] = `${programs}${delimiter}${environment['PATH']}`;
  // Without a desktop it would not ask.
  environment['DISPLAY'] ??= ':0';
}

/** Where it is written down what was opened last. */
export const openedNote = (folder: string): string => join(folder, 'opened');

/** In Electron instead of a browser, where tests/electron runs these specs: axe has no second page to end in there. */
export const inElectron = process.env['LECTERN_WINDOW'] === 'electron';

/** A test with the real app behind a real browser: web host, offline voices, a library of its own. */
const browserTest = base.extend<Window>({
  // Playwright reads the fixtures that a function needs from its first argument's pattern.
  // eslint-disable-next-line no-empty-pattern
  home: async ({}, use) => {
    const home = await makeHome();
    await catchOpener(home);
    await use(home);
    await home.leave();
  },
  link: async ({ home }, use) => {
    const app: ChildProcess = startWindow(home);
    app.stderr?.resume();
    await use(await firstLine(app));
    app.kill('SIGTERM');
    expect(await ended(app), 'the app ends by itself').toMatchObject({ code: 143 });
  },
  studio: async ({ page, link }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    await page.goto(link);
    await shown(page);
    await use(page);
    expect(errors, 'errors in the console').toEqual([]);
  },
});

export const test = inElectron ? (electronTest as unknown as typeof browserTest) : browserTest;

/**
 * axe finds nothing, and no contrast too low in the dark, where nothing but colours differs; every control has a name.
 * How it looked is kept in test-results/screens.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The new colours are there with the next frame, not with the call.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: `test-results/screens/${screen}-${colorScheme}.png` });
    const axe = new AxeBuilder({ page }).setLegacyMode(inElectron);
    const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }))).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (!inElectron) await expectNamed(page);
}

export { expect };
