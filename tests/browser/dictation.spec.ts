import { writeFile } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FakeApp } from '../tools/fake/app.ts';
import { recordingEntry } from '../tools/fake/dictation.ts';
import { startFakeHost } from '../tools/fake/host.ts';
import { speechWav } from '../tools/speech-wav.ts';
import { expect, expectAccessible, test } from './window.ts';

test('a dictation by keyboard only: it flows in, is edited, copied, kept, and found again', async ({
  page,
  context,
}) => {
  const app = new FakeApp();
  const { dictation } = app;
  const host = await startFakeHost(app);
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.setViewportSize({ width: 480, height: 640 });
  dictation.file(recordingEntry());
  await page.goto(`${host.url}dictate`);
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  const says = (words: string) => expect(page.getByRole('status')).toHaveText(words);
  const hear = (settled: string, open: string) =>
    dictation.turn({ phase: 'listening', id: 'new', settled, open, notices: [] });
  await says('Ready');
  await expectAccessible(page, 'dictation-ready');

  await test.step('Space is held to speak, and each partial replaces the last', async () => {
    await page.keyboard.down('Space');
    await says('Listening');
    dictation.tellLevel({ level: 0.6, seconds: 3.2 });
    hear('', 'Wreck a nice');
    await expect(text).toHaveValue('Wreck a nice');
    hear('', 'Recognise speech');
    await expect(text).toHaveValue('Recognise speech');
    hear('Recognise speech.', ' And then');
    await expect(text).toHaveValue('Recognise speech. And then');
    await expect(page.getByLabel('Length')).toHaveText('0:03');
    await expectAccessible(page, 'dictation-listening');
    await page.waitForTimeout(310);
    await page.keyboard.up('Space');
    await says('Done');
  });

  await test.step('Enter copies what a person has made of it', async () => {
    await text.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' some');
    await page.keyboard.press('Enter');
    await says('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Recognise speech. And then some');
    expect(app.calls).toContain('dictation.edit');
  });

  await test.step('what is edited while more comes stays as it was edited', async () => {
    await page.getByRole('button', { name: 'Dictate' }).press('Enter');
    hear('One tow.', '');
    await expect(text).toHaveValue('One tow.');
    await text.fill('One, two.');
    hear('One tow. Three', ' fo');
    await expect(text).toHaveValue('One, two. Three fo');
    hear('One tow. Three four.', '');
    await expect(text).toHaveValue('One, two. Three four.');
  });

  await test.step('a muted microphone and a lost network are said in words; Esc keeps the recording', async () => {
    dictation.turn({ phase: 'listening', id: 'new', settled: 'Half', open: '', notices: ['muted', 'offline'] });
    await expect(page.getByRole('alert')).toContainText('may be muted');
    await expect(page.getByRole('alert')).toContainText('becomes text later');
    await page.keyboard.press('Escape');
    await says('Cancelled: the recording is kept');
    const problem = { code: 'service-unreachable', message: '', retryable: true, details: {} } as const;
    dictation.turn({ phase: 'listening', id: 'new', settled: 'Half', open: '', notices: [] });
    dictation.turn({ phase: 'waiting', id: 'new', text: 'Half', problem });
    await says('Saved: waiting for network');
    await expectAccessible(page, 'dictation-waiting');
  });

  await test.step('the history is searched, and a recording tried again', async () => {
    const kept = { id: 'late', status: 'waiting', text: '', started: Date.now() } as const;
    dictation.file(recordingEntry(kept));
    await page.getByRole('button', { name: 'History' }).press('Enter');
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByRole('article')).toHaveCount(3);
    await expectAccessible(page, 'dictation-history');
    await history.getByRole('button', { name: 'Retry' }).press('Enter');
    await expect(history.getByText('Heard once more.')).toBeVisible();
    await history.getByRole('searchbox').fill('lamp');
    await expect(history.getByRole('article')).toHaveCount(1);
    await history.getByRole('button', { name: 'More for this recording' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await expect(history.getByRole('article')).toHaveCount(0);
  });

  await test.step('settings are there, for everybody', async () => {
    await page.getByRole('button', { name: 'Settings' }).press('Enter');
    await page.getByLabel('Microphone').selectOption('Headset');
    await page.getByLabel('Words to expect').fill('Lectern');
    await page.getByLabel('Words to expect').blur();
    await expect.poll(() => [dictation.settings.input, dictation.settings.words]).toEqual(['Headset', ['Lectern']]);
    await expectAccessible(page, 'dictation-settings');
  });
  expect(errors, 'errors in the console').toEqual([]);
  await host.close();
});

test('a file becomes text with speakers, and subtitles of them', async ({ studio, home }) => {
  const file = join(home.folder, 'talk.wav');
  await writeFile(file, await speechWav('The children were playing in the garden.'));
  await studio.getByRole('link', { name: 'Dictate' }).click();
  await studio.getByRole('button', { name: 'Files' }).click();
  await studio.getByLabel('Tell speakers apart').check();
  const chooser = studio.waitForEvent('filechooser');
  await studio.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(file);
  const files = studio.getByRole('region', { name: 'Files' });
  await expect(files.getByText(/the children were/i)).toBeVisible({ timeout: 120_000 });
  await files.getByLabel('SPEAKER_00').fill('Ann');
  await files.getByLabel('SPEAKER_00').blur();
  await expectAccessible(studio, 'dictation-files');
  await files.getByRole('button', { name: 'More for this recording' }).click();
  await studio.getByRole('menuitem', { name: 'Save as SRT' }).click();
  const srt = join(home.folder, 'exports/talk.srt');
  await expect
    .poll(() => readFile(srt, 'utf8').catch(() => ''), { timeout: 10_000 })
    .toMatch(/^1\n00:00:0\d,\d{3} --> .*\nAnn: the children/);
});
