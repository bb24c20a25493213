import { type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Answer, startFaultServer } from '../tools/fault-server.ts';
import { ended, firstLine, type Home, makeHome, startWindow } from '../tools/lectern.ts';
import { KEY, WAV } from '../tools/together.ts';
import { expect, expectAccessible, test } from './window.ts';

/** Sixty paragraphs of five sentences, each paragraph a segment of its own, and a talk of two. */
const PARAGRAPHS = 60;
/** Blocks that the talk is in once it is cast: three speeches, and what is told between them. */
const SPEECH = 5;
const sentences = (n: number) =>
  ['It rained', 'She read', 'He slept', 'The clock struck', 'Nobody came'].map((it) => `${it} on day ${n}.`);
const text = [
  '“Where is the key?” said Tom.',
  '“In the sea,” said Mary. “Where you threw it.”',
  ...Array.from({ length: PARAGRAPHS }, (_, n) => sentences(n).join(' ')),
].join('\n\n');

/** A recorded service: what it answered once, it answers always. */
const recorded: Answer = (response, { url }) => {
  if (url.startsWith('/v1/voices')) {
    const voices = ['af_heart', 'af_bella', 'am_onyx'].map((name) => ({ name }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: [{ model: 'hexgrad/Kokoro-82M', voices }] }));
  } else response.writeHead(200, { 'content-type': 'audio/wav' }).end(WAV);
};

const script = (page: Page) => page.getByRole('region', { name: 'Script' });
const texts = (page: Page) => script(page).getByRole('textbox');
const tab = (page: Page, name: string) => page.getByRole('tab', { name });

async function serve(page: Page, home: Home, environment: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const app = startWindow({ ...home, environment: { ...home.environment, ...environment } });
  app.stderr?.resume();
  await page.goto(await firstLine(app));
  return app;
}

async function stop(app: ChildProcess): Promise<void> {
  app.kill('SIGTERM');
  await ended(app);
}

async function openFile(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a document' }).first().click();
  await (await chooser).setFiles(file);
  await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
  await expect(texts(page).first()).toBeVisible();
}

/** Opens Kokoro's mixes in the panel. */
async function openMixes(page: Page): Promise<void> {
  await tab(page, 'Voices').click();
  await page.getByLabel('Model').selectOption({ label: 'Kokoro' });
  await page.getByText('Mix voices').click();
}

test('two voices are cast, a mix is made, and an edit buys one segment and is taken back for nothing', async ({
  page,
}) => {
  const server = await startFaultServer(recorded);
  const home = await makeHome();
  const file = join(home.folder, 'key.txt');
  await writeFile(file, text);
  const spoken = () => server.received.filter(({ url }) => url.startsWith('/v1/audio/speech'));
  let app = await serve(page, home);
  try {
    await openFile(page, file);

    await test.step('speech is found, looked through, and given to two who are new', async () => {
      await tab(page, 'Cast').click();
      await page.getByRole('button', { name: 'Find who speaks' }).click();
      const dialog = page.getByRole('dialog', { name: 'Who speaks?' });
      await expect(dialog.getByText('3 speeches found, 3 ticked')).toBeVisible();
      await expectAccessible(page, 'dialogue');
      await dialog.getByRole('button', { name: 'Give 3 speeches to 2 speakers' }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('region', { name: 'Cast' })).toContainText('Mary');
      await expect(script(page).getByText('Mary', { exact: true }).first()).toBeVisible();
      await expectAccessible(page, 'cast');
    });

    await test.step('without a key a mix is refused, and says why', async () => {
      await openMixes(page);
      await expect(page.getByText('The offline voices cannot be mixed.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Use this mix' })).toBeDisabled();
    });

    await stop(app);
    app = await serve(page, home, { TOGETHER_API_KEY: KEY, TOGETHER_BASE_URL: `${server.url}/v1` });
    await page.getByRole('region', { name: 'Library' }).getByRole('button').first().click();

    await test.step('with one the narrator speaks with it', async () => {
      await openMixes(page);
      await page.getByLabel('Weight of voice 1').fill('75');
      await page.getByLabel('Weight of voice 2').fill('25');
      await page.getByRole('button', { name: 'Use this mix' }).click();
      await expect(page.getByRole('region', { name: 'Voices' })).toContainText('75 %');
      await expect(page.getByRole('button', { name: 'In use' })).toBeDisabled();
    });

    const makeMarked = () => page.getByRole('button', { name: 'Make again' }).click();
    await test.step('all is made: one purchase for each segment', async () => {
      await texts(page).first().click();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+a');
      await makeMarked();
      await expect.poll(() => spoken().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(PARAGRAPHS);
      await expect(page.getByTitle('Costs and limits')).toContainText('All made', { timeout: 60_000 });
    });

    const bought = spoken().length;
    await test.step('one sentence is edited: that costs one segment, which is bought and no other', async () => {
      const paragraph = texts(page).nth(SPEECH + 1);
      await paragraph.click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('At last ');
      await page.keyboard.press('Escape');
      await expect(page.getByTitle('Costs and limits')).toContainText('less than a cent to make');
      await makeMarked();
      await expect(page.getByTitle('Costs and limits')).toContainText('All made');
      expect(spoken()).toHaveLength(bought + 1);
      expect(spoken().at(-1)!.body).toContain('At last It rained on day 1.');
    });

    await test.step('taken back it is as it was, and costs nothing', async () => {
      await page.keyboard.press('Control+z');
      await expect(texts(page).nth(SPEECH + 1)).toHaveText(sentences(1).join(' '));
      await expect(page.getByTitle('Costs and limits')).toContainText('All made');
    });

    await stop(app);
    app = await serve(page, home, { TOGETHER_API_KEY: KEY, TOGETHER_BASE_URL: `${server.url}/v1` });
    await page.getByRole('region', { name: 'Library' }).getByRole('button').first().click();
    await test.step('after a restart the voice and the cast are taken back, too', async () => {
      for (const name of ['changing the voice', 'giving speech a voice']) {
        const undo = page.getByRole('button', { name: `Undo ${name}` });
        await undo.click();
      }
      await tab(page, 'Cast').click();
      await expect(page.getByRole('region', { name: 'Cast' })).not.toContainText('Mary');
      expect(spoken()).toHaveLength(bought + 1);
    });
  } finally {
    await stop(app);
    await home.leave();
    await server.stop();
  }
});
