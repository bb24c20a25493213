import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import type * as Electron from 'electron';
import { type Home, makeHome } from '../tools/lectern.ts';

interface Window {
  home: Home;
  app: ElectronApplication;
  /** Only a browser needs one. */
  link: string;
  /** The window, opened; what it writes to the console as an error fails the test. */
  studio: Page;
}

/** The app in Electron, as `electron .` starts it, with a home of its own; its save dialog chooses by itself. */
export async function startApp(home: Home, words: readonly string[] = []): Promise<ElectronApplication> {
  const exports = join(home.folder, 'exports');
  await mkdir(exports, { recursive: true });
  const app = await _electron.launch({
    args: ['.', ...words],
    env: electronEnvironment(home),
    // Playwright leaves it out otherwise; what is tested here stands behind it.
    chromiumSandbox: true,
  });
  await app.evaluate(({ dialog }: typeof Electron, folder) => {
    const choose = async (...args: unknown[]) => {
      const { defaultPath = '' } = args.at(-1) as Electron.SaveDialogOptions;
      return { canceled: false, filePath: `${folder}/${defaultPath.split(/[\\/]/).at(-1)}` };
    };
    dialog.showSaveDialog = choose as typeof dialog.showSaveDialog;
  }, exports);
  return app;
}

/** Where Chromium, and the lock that keeps a second Lectern out, find their folder on each platform. */
export function electronEnvironment({ folder, environment }: Home): Record<string, string> {
  const own = { XDG_CONFIG_HOME: join(folder, 'config'), APPDATA: join(folder, 'config') };
  const home = process.platform === 'darwin' ? { HOME: folder } : {};
  const all = { ...environment, ...own, ...home };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** A test with the real app in Electron itself: its main process, its preload, its window. */
export const test = base.extend<Window>({
  // Playwright reads the fixtures that a function needs from its first argument's pattern.
  // eslint-disable-next-line no-empty-pattern
  home: async ({}, use) => {
    const home = await makeHome();
    await use(home);
    await home.leave();
  },
  app: async ({ home }, use) => {
    const app = await startApp(home);
    await use(app);
    await app.close();
  },
  // eslint-disable-next-line no-empty-pattern
  link: async ({}, use, info) => {
    info.skip(true, 'Electron has no link to open');
    await use('');
  },
  studio: async ({ app }, use) => {
    const page = await studioPage(app);
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.waitForLoadState();
    await use(page);
    expect(errors, 'errors in the console').toEqual([]);
  },
});

/** As `studio`, for tests in which the page tries what it may not: Chromium says so in the console. */
export async function quietWindow(app: ElectronApplication): Promise<Page> {
  const page = await studioPage(app);
  await page.waitForLoadState();
  return page;
}

/** The studio's page: the first one may be that of dictation, which waits hidden. */
async function studioPage(app: ElectronApplication): Promise<Page> {
  const find = () => app.windows().find((page) => page.url().includes('/index.html'));
  await expect.poll(() => find() !== undefined, { timeout: 60_000 }).toBe(true);
  const page = find()!;
  await shown(page);
  return page;
}

/** The window is there: until then it hears no key. */
export const shown = (page: Page): Promise<void> => page.locator('#app > .window').waitFor();

/** What the preload puts on the page. */
interface Preload {
  send(message: unknown): void;
  receive(listener: (message: unknown) => void): () => void;
  orders(listener: (order: unknown) => void): () => void;
}

/** Says something over the contract, as the page does; answers the reply. */
export function ask(
  page: Page,
  call: string,
  input?: unknown,
): Promise<{ value?: unknown; problem?: { code: string } }> {
  return page.evaluate(
    ([call, input]) =>
      new Promise((resolve) => {
        const { lectern } = globalThis as unknown as { lectern: Preload };
        // Far from the numbers that the page itself counts up from 0.
        const id = 1_000_000 + Math.floor(Math.random() * 1_000_000);
        const stop = lectern.receive((message) => {
          if ((message as { id?: number }).id !== id) return;
          stop();
          resolve(message as object);
        });
        lectern.send({ id, call, input });
      }),
    [call, input] as const,
  );
}

/** The next order of menu or desktop that the page hears; begins to listen at once. */
export function nextOrder(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const { lectern } = globalThis as unknown as { lectern: Preload };
    return new Promise((resolve) => lectern.orders(resolve));
  });
}

export { expect };
