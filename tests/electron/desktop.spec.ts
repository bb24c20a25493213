import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { ask, electronEnvironment, expect, nextOrder, quietWindow, startApp, test } from './window.ts';

test('a document that a second Lectern is started with is opened by the first', async ({ app, home }) => {
  const page = await quietWindow(app);
  const order = nextOrder(page);
  await writeFile(join(home.folder, 'notes.md'), '# Notes\n\nOne line.\n');
  // Only here is Electron's program there, which is what its package answers.
  const program = createRequire(import.meta.url)('electron') as unknown as string;
  const second = spawn(program, ['.', join(home.folder, 'notes.md')], {
    env: electronEnvironment(home),
    stdio: 'ignore',
  });
  await new Promise((resolve) => second.once('exit', resolve));
  expect(await order).toEqual({ do: 'import', documents: [{ ticket: expect.any(String), name: 'notes.md' }] });
});

test('the menu gives its orders to the page', async ({ app }) => {
  const page = await quietWindow(app);
  const order = nextOrder(page);
  const titles = await app.evaluate(({ Menu }: typeof Electron) => {
    const menu = Menu.getApplicationMenu()!;
    const playback = menu.items.find(({ label }) => label.includes('Playback'))!;
    playback.submenu!.items.find(({ label }) => label === 'Next Chapter')!.click();
    return menu.items.map(({ label }) => label.replace('&', ''));
  });
  expect(titles).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Playback', 'Window', 'Help']));
  expect(await order).toEqual({ do: 'skip', by: 1, unit: 'chapter' });
});

test('the window comes back where it was and as large as it was', async ({ home }) => {
  const wanted = { x: 40, y: 60, width: 900, height: 620 };
  const bounds = (app: Awaited<ReturnType<typeof startApp>>) =>
    app.evaluate(({ BrowserWindow }: typeof Electron) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('/index.html'))!
        .getNormalBounds(),
    );
  const first = await startApp(home);
  await quietWindow(first);
  await first.evaluate(
    ({ BrowserWindow }: typeof Electron, wanted) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('/index.html'))!
        .setBounds(wanted),
    wanted,
  );
  // Chromium writes its preferences every ten seconds, and when it is closed.
  await first.close();
  const second = await startApp(home);
  await quietWindow(second);
  expect(await bounds(second)).toMatchObject({ width: wanted.width, height: wanted.height });
  await second.close();
});

test('a speech service that dies is started anew when it is needed', async ({ app }) => {
  const page = await quietWindow(app);
  const voices = () => ask(page, 'voices.list', { model: 'lectern/flite' });
  const service = () =>
    app.evaluate(
      ({ app }: typeof Electron) => app.getAppMetrics().find(({ name }) => name === 'Lectern voices')?.pid ?? 0,
    );
  expect((await voices()).value).not.toEqual([]);
  const first = await service();
  process.kill(first, 'SIGKILL');
  await expect.poll(service).not.toBe(first);
  expect((await voices()).problem).toBeUndefined();
  expect(await service()).toBeGreaterThan(0);
});

test('a page that crashes comes back to the same app', async ({ app }) => {
  const page = await quietWindow(app);
  await app.evaluate(({ BrowserWindow }: typeof Electron) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/index.html'))!
      .webContents.forcefullyCrashRenderer(),
  );
  await expect
    .poll(() => ask(page, 'library.list').catch(() => null), { timeout: 20_000 })
    .toMatchObject({ value: [] });
});

test('the window of dictation waits hidden, frameless and on top; a link of the studio shows it', async ({ app }) => {
  const page = await quietWindow(app);
  const dictation = () =>
    app.evaluate(({ BrowserWindow }: typeof Electron) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes('/dictate.html'),
      )!;
      return [window.isVisible(), window.isAlwaysOnTop()];
    });
  expect(await dictation()).toEqual([false, true]);
  await page.getByRole('link', { name: 'Dictate' }).click();
  await expect.poll(dictation).toEqual([true, true]);
  expect(page.url()).toContain('/index.html');
});
