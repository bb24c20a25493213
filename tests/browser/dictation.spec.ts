import { writeFile } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HISTORY_PAGE } from '../../app/model/dictation.ts';
import { FakeApp } from '../tools/fake/app.ts';
import { recordingEntry } from '../tools/fake/dictation.ts';
import { startFakeHost } from '../tools/fake/host.ts';
import { ended, firstLine, startWindow } from '../tools/lectern.ts';
import { Scribe } from '../tools/scribe.ts';
import { speechWav } from '../tools/speech-wav.ts';
import { expect, expectAccessible, inElectron, test } from './window.ts';

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
    await says('Listening');
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

  await test.step('a recording that waits is tried again', async () => {
    const kept = { id: 'late', status: 'waiting', text: '', started: Date.now() } as const;
    dictation.file(recordingEntry(kept));
    await page.getByRole('button', { name: 'History' }).press('Enter');
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByRole('article')).toHaveCount(3);
    await expectAccessible(page, 'dictation-history');
    await history.getByRole('button', { name: 'Retry' }).press('Enter');
    await expect(history.getByText('Heard once more.')).toBeVisible();
  });

  await test.step('it is transcribed again in another way, and the former text brought back', async () => {
    const history = page.getByRole('region', { name: 'History' });
    const row = history.getByRole('article', { name: 'The lamp is lit at dusk.' });
    const choose = async (article: typeof row, item: string) => {
      await article.getByRole('button', { name: 'More for this recording' }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
    };
    await choose(row, 'Transcribe again');
    const form = page.getByRole('form', { name: 'Transcribe again' });
    await form.getByLabel('Model').selectOption('Parakeet TDT 0.6B v3');
    await expect(form.getByText('Parakeet TDT 0.6B v3 cannot put it into English.')).toBeVisible();
    await expect(form.getByLabel('Into English')).toHaveCount(0);
    await expect(form.getByLabel('Language').getByRole('option')).toHaveText([
      'Find out',
      'English',
      'French',
      'German',
    ]);
    await form.getByLabel('Tell speakers apart').press('Space');
    await form.getByLabel('Model').selectOption('Whisper Large v3');
    await form.getByLabel('Language').selectOption('Ukrainian');
    await form.getByLabel('Into English').press('Space');
    await expect(form.getByLabel('Tell speakers apart')).toBeDisabled();
    await expectAccessible(page, 'dictation-again');
    await form.getByRole('button', { name: 'Transcribe' }).press('Enter');
    const wish = { model: 'openai/whisper-large-v3', language: 'uk', translate: true, speakers: false };
    await expect.poll(() => dictation.retried.at(-1)).toEqual({ before: 'The lamp is lit at dusk.', ...wish });
    const again = history.getByRole('article', { name: 'Heard once more.' }).filter({ hasText: 'In English' });
    await choose(again, 'Bring back the former text');
    await expect(row).toBeVisible();
  });

  await test.step('older recordings are there for whoever wants to see them', async () => {
    const history = page.getByRole('region', { name: 'History' });
    const before = await history.getByRole('article').count();
    for (let n = 0; n < HISTORY_PAGE + 20; n++) {
      dictation.history.set(`old ${n}`, recordingEntry({ id: `old ${n}`, text: `Old ${n}.`, started: n }));
    }
    await history.getByRole('searchbox').fill('.');
    await expect(history.getByRole('article')).toHaveCount(HISTORY_PAGE);
    await history.getByRole('button', { name: 'Show older ones' }).press('Enter');
    await expect(history.getByRole('article')).toHaveCount(HISTORY_PAGE + 20 + before);
    await expect(history.getByRole('button', { name: 'Show older ones' })).toHaveCount(0);
  });

  await test.step('the history is searched, and a recording deleted', async () => {
    const history = page.getByRole('region', { name: 'History' });
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

  await test.step('a language gets keys of its own; those of another one are refused, and said to be', async () => {
    await page.getByLabel('Add a language with keys of its own').selectOption('German');
    await page.getByLabel('Add a language with keys of its own').selectOption('French');
    await page.getByRole('button', { name: 'German: Choose keys' }).press('Enter');
    await page.keyboard.press('Control+Alt+g');
    await expect(page.getByRole('button', { name: 'German: Ctrl+Alt+G' })).toBeVisible();
    await page.getByRole('button', { name: 'French: Choose keys' }).press('Enter');
    await page.keyboard.press('Control+Alt+g');
    await expect(page.getByText('Ctrl+Alt+G is for German already.')).toBeVisible();
    await page.getByRole('button', { name: 'French: Choose keys' }).press('Enter');
    await page.keyboard.press('Escape');
    expect(dictation.settings.languages).toEqual([
      { language: 'de', keys: 'Control+Alt+G' },
      { language: 'fr', keys: null },
    ]);
    await expectAccessible(page, 'dictation-keys');
    dictation.turn({ phase: 'idle' });
    await page.keyboard.press('Control+Alt+g');
    await says('Listening');
    await page.keyboard.press('Control+Alt+g');
    await says('Nothing was heard');
    await page.keyboard.press('Alt+2');
    await says('Listening');
    await page.keyboard.press('Control+Alt+d');
    await says('Nothing was heard');
    expect(dictation.started.slice(-2)).toEqual([{ language: 'de' }, { language: 'fr' }]);
  });

  await test.step('keys that another program has are told, and what the desktop hears the window leaves alone', async () => {
    dictation.reaches({ everywhere: true, taken: ['Control+Alt+G'], inserts: true });
    await expect(page.getByText('Another program has these keys')).toBeVisible();
    await page.keyboard.press('Control+Alt+d');
    await says('Nothing was heard');
    await page.keyboard.press('Control+Alt+g');
    await says('Listening');
  });

  await test.step('with the option, Enter puts the text where a person types, and says what came of it', async () => {
    await page.getByLabel('Put the text where I type').press('Space');
    await expectAccessible(page, 'dictation-inserting');
    hear('For the other window.', '');
    await expect(text).toHaveValue('For the other window.');
    await page.keyboard.press('Control+Alt+g');
    await says('Done');
    await text.focus();
    await page.keyboard.press('Enter');
    await says('Inserted');
    expect(dictation.inserted).toEqual(['For the other window.']);
  });
  expect(errors, 'errors in the console').toEqual([]);
  await host.close();
});

/** What two speakers said, as a service tells it. */
const TALK = {
  text: 'Who is there? It is me.',
  language: 'en',
  duration: 4,
  speaker_segments: [
    { speaker_id: 'SPEAKER_00', start: 0, end: 1.5, text: 'Who is there?' },
    { speaker_id: 'SPEAKER_01', start: 2, end: 4, text: 'It is me.' },
  ],
  words: [
    { word: 'Who is there?', start: 0, end: 1.5, speaker_id: 'SPEAKER_00' },
    { word: 'It is me.', start: 2, end: 4, speaker_id: 'SPEAKER_01' },
  ],
};

test('a file becomes text with speakers, and subtitles of them', async ({ page, home }) => {
  test.skip(inElectron, 'Electron’s window has its service from elsewhere');
  const service = await Scribe.start();
  service.recorded = () => TALK;
  home.environment['TOGETHER_API_KEY'] = 'a-key-of-nobody';
  home.environment['TOGETHER_BASE_URL'] = service.url;
  const app = startWindow(home);
  app.stderr?.resume();
  await page.goto(await firstLine(app));
  const file = join(home.folder, 'talk.wav');
  await writeFile(file, await speechWav('Who is there? It is me.'));
  await page.getByRole('link', { name: 'Dictate' }).click();
  await page.getByRole('button', { name: 'Files' }).click();
  await page.getByLabel('Tell speakers apart').check();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(file);
  const files = page.getByRole('region', { name: 'Files' });
  await expect(files.getByText('Who is there? It is me.')).toBeVisible({ timeout: 30_000 });
  await files.getByLabel('SPEAKER_00').fill('Ann');
  await files.getByLabel('SPEAKER_00').blur();
  await expectAccessible(page, 'dictation-files');
  await files.getByRole('button', { name: 'More for this recording' }).click();
  await page.getByRole('menuitem', { name: 'Save as SRT' }).click();
  const srt = join(home.folder, 'exports/talk.srt');
  await expect
    .poll(() => readFile(srt, 'utf8').catch(() => ''), { timeout: 10_000 })
    .toBe(
      '1\n00:00:00,000 --> 00:00:01,500\nAnn: Who is there?\n\n2\n00:00:02,000 --> 00:00:04,000\nSPEAKER_01: It is me.\n\n',
    );
  app.kill('SIGTERM');
  await ended(app);
  await service.stop();
});

test('the offline service writes a file down, and says what it cannot do', async ({ studio, home }) => {
  const file = join(home.folder, 'talk.wav');
  await writeFile(file, await speechWav('The children were playing in the garden.'));
  await studio.getByRole('link', { name: 'Dictate' }).click();
  await studio.getByRole('button', { name: 'Files' }).click();
  await expect(studio.getByText('PocketSphinx cannot tell speakers apart or put it into English.')).toBeVisible();
  await expect(studio.getByLabel('Tell speakers apart')).toHaveCount(0);
  const chooser = studio.waitForEvent('filechooser');
  await studio.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(file);
  const files = studio.getByRole('region', { name: 'Files' });
  await expect(files.getByText(/the children were/i)).toBeVisible({ timeout: 120_000 });
  await expectAccessible(studio, 'dictation-files-offline');
  await files.getByRole('button', { name: 'More for this recording' }).click();
  await studio.getByRole('menuitem', { name: 'Save as SRT' }).click();
  const srt = join(home.folder, 'exports/talk.srt');
  await expect
    .poll(() => readFile(srt, 'utf8').catch(() => ''), { timeout: 10_000 })
    .toMatch(/^1\n00:00:0\d,\d{3} --> .*\nthe children/);
});
