// The longest of the specs, and so the first by its name: two are run at a time.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBook } from '../tools/book.ts';
import { expect, expectAccessible, inElectron, openedNote, test } from './window.ts';

const run = promisify(execFile);
const original = 'tests/fixtures/documents/the-lantern-keeper';

/** Paragraphs of each chapter, which has 40: two minutes, in which there is time enough to pause and to cancel. */
const PARAGRAPHS = 12;

/** The first pages of each chapter. */
async function shortened() {
  const files = ['1.txt', '2.txt', '3.txt', '4.txt'].map((name) => readFile(join(original, name), 'utf8'));
  const chapters = (await Promise.all(files)).map((text) => {
    const [title, ...paragraphs] = text.trim().split(/\n\n+/);
    return { title: title!, paragraphs: paragraphs.slice(0, PARAGRAPHS) };
  });
  const buffer = makeBook('The Lantern Keeper', chapters);
  return { name: 'the-lantern-keeper.epub', mimeType: 'application/epub+zip', buffer };
}

async function probed(file: string) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_format', '-of', 'json', file]);
  return JSON.parse(stdout) as { format: { tags: Record<string, string> } };
}

/** In seconds. */
async function firstSound(file: string): Promise<number> {
  const filter = ['-t', '5', '-i', file, '-map', '0:a', '-af', 'silencedetect=n=-60dB:d=0.4', '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-nostats', ...filter]);
  return Number(/silence_end: ([\d.]+)/.exec(stderr)?.[1]);
}

test('a book is opened, mended, heard and exported', async ({ studio, home }) => {
  await test.step('the first run says what it needs, in a window that axe likes', async () => {
    await expect(studio.getByRole('button', { name: 'Open a document' }).first()).toBeVisible();
    await expectAccessible(studio, 'first-run');
  });

  await test.step('open the book', async () => {
    const chooser = studio.waitForEvent('filechooser');
    await studio.getByRole('button', { name: 'Open a document' }).first().click();
    await (await chooser).setFiles(await shortened());
    await studio.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
    await expect(studio.getByRole('region', { name: 'Chapters' }).getByRole('listitem')).not.toHaveCount(0);
    await expectAccessible(studio, 'opened');
  });

  const script = studio.getByRole('region', { name: 'Script' });
  await test.step('edit a sentence', async () => {
    const block = script.getByRole('textbox').nth(1);
    await block.click();
    await block.fill('This sentence was mended by hand. It has a second half.');
    await block.press('Control+Enter');
    await expect(script.getByText('This sentence was mended by hand.')).toBeVisible();
    await studio.reload();
    await expect(script.getByText('This sentence was mended by hand.')).toBeVisible();
  });

  await test.step('choose a voice', async () => {
    const voices = studio.getByRole('region', { name: 'Voices' });
    await voices.getByRole('radio', { name: /rms/i }).check();
    await expect(voices.getByRole('radio', { name: /rms/i })).toBeChecked();
  });

  await test.step('play: the highlight moves on', async () => {
    const player = studio.getByRole('region', { name: 'Player' });
    await player.getByRole('button', { name: 'Play', exact: true }).click();
    const mark = script.locator('mark').first();
    await expect(mark).toBeVisible({ timeout: 20_000 });
    const first = await mark.textContent();
    await expect(mark).not.toHaveText(first!, { timeout: 30_000 });
    await expect(mark).toBeInViewport();
    await expectAccessible(studio, 'playing');
    await player.getByRole('button', { name: 'Pause' }).click();
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await player.getByRole('button', { name: 'Stop' }).click();
  });

  await test.step('leave all but one chapter out', async () => {
    for (const title of ['The Boat in the Fog', 'A Long Night', 'The Name in the Book']) {
      await studio.getByRole('checkbox', { name: `Include ${title}` }).uncheck();
    }
  });

  await test.step('export: the file exists', async () => {
    await studio.getByRole('button', { name: 'Export' }).first().click();
    const dialog = studio.getByRole('dialog');
    await expectAccessible(studio, 'export-dialog');
    await studio.setViewportSize({ width: 480, height: 640 });
    await expectAccessible(studio, 'export-dialog-narrow');
    await studio.setViewportSize({ width: 1360, height: 860 });
    await dialog.getByRole('radio', { name: /^WAV/ }).check();
    await expect(dialog.getByLabel('Bitrate')).toHaveCount(0);
    await dialog.getByRole('radio', { name: /MP3/ }).check();
    await dialog.getByLabel('Bitrate').selectOption('64000');
    await dialog.getByRole('combobox', { name: 'Chapters' }).selectOption('both');
    await dialog.getByRole('textbox', { name: 'Title' }).fill('The Lantern');
    await dialog.getByText('More about the book').click();
    await dialog.getByRole('textbox', { name: 'Year' }).fill('1851');
    await dialog.getByText('Silence, channels and sample rate').click();
    await dialog.getByRole('spinbutton', { name: 'Silence before (s)' }).fill('1.5');
    await dialog.getByRole('combobox', { name: 'Encoding' }).selectOption('Variable (VBR)');
    await dialog.getByRole('button', { name: /^Export/ }).click();
    await studio.getByRole('region', { name: 'In the background' }).getByRole('button', { name: 'Pause' }).click();
    await expect(studio.getByText('MP3 file paused')).toBeVisible();
    await studio.reload();
    await studio.getByRole('button', { name: 'Go on' }).click();
    await expect(studio.getByRole('button', { name: 'Show file' })).toBeVisible({ timeout: 110_000 });
    await expectAccessible(studio, 'exported');
    const files = await readdir(join(home.folder, 'exports'));
    expect(files.sort()).toEqual(['The Lantern', 'The Lantern.mp3']);
    const { format } = await probed(join(home.folder, 'exports', files[1]!));
    expect(format.tags).toMatchObject({ title: 'The Lantern', date: '1851' });
    // The first frame of one with a constant bitrate says "Info" instead.
    expect((await readFile(join(home.folder, 'exports', files[1]!))).indexOf('Xing')).toBeGreaterThan(0);
    expect(await firstSound(join(home.folder, 'exports', files[1]!))).toBeGreaterThan(1.4);
    expect((await readdir(join(home.folder, 'exports', files[0]!))).length).toBe(2);
  });

  await test.step('reveal: the folder is opened', async () => {
    await studio.getByRole('button', { name: 'Show file' }).click();
    // Electron shows it in a window of the desktop's own.
    if (inElectron) return;
    const opened = () => readFile(openedNote(home.folder), 'utf8').catch(() => null);
    await expect.poll(opened).toBe(join(home.folder, 'exports'));
  });

  await test.step('cancel: another export is gone, and its file with it', async () => {
    await studio.getByRole('button', { name: 'Dismiss' }).click();
    await studio.getByRole('checkbox', { name: 'Include A Long Night' }).check();
    await studio.getByRole('button', { name: 'Export' }).first().click();
    const another = studio.getByRole('dialog');
    // Of a file for each chapter, those that are whole by then stay.
    await another.getByRole('combobox', { name: 'Chapters' }).selectOption('embedded');
    await another.getByRole('button', { name: /^Export/ }).click();
    const exports = studio.getByRole('region', { name: 'In the background' });
    await exports.getByRole('button', { name: 'Cancel' }).click();
    await expect(exports).toHaveCount(0);
    await expect.poll(() => readdir(join(home.folder, 'exports'))).toEqual(['The Lantern', 'The Lantern.mp3']);
  });
});

test('a link opens once; a stranger is told what to do', async ({ page, link, browser }) => {
  await page.goto(link);
  const stranger = await browser.newContext();
  const second = await stranger.newPage();
  const reply = await second.goto(link);
  expect(reply?.status()).toBe(401);
  await expect(second.getByText(/used already/)).toBeVisible();
  await stranger.close();
});
