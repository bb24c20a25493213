import type { Page } from '@playwright/test';
import { problem } from '../../tools/fake/app.ts';
import { open, playing, type Scene } from './scene.ts';

const pasting = async (page: Page) => {
  await page.getByText('Offline voices speak').waitFor();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Once upon a time.');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole('dialog').waitFor();
};
const job = { job: 'j', project: 'corrie-point', format: 'mp3' } as const;

/** The names of an export's files, as they are typed. */
const naming = async (page: Page, book: string) => {
  await open(page);
  await page.keyboard.press('Control+e');
  await page.getByRole('combobox', { name: 'Chapters' }).selectOption('both');
  await page.getByText('Names of the files').click();
  await page.getByRole('textbox', { name: 'Book and its folder' }).fill(book);
};

/** The window around the script, in its states. */
export const windowScenes: Scene[] = [
  {
    name: 'first-run',
    story: false,
    play: async (page) => void (await page.getByText('Offline voices speak').waitFor()),
  },
  { name: 'library', play: async (page) => void (await page.getByText('Go on with').waitFor()) },
  { name: 'open', play: open },
  {
    name: 'update',
    play: async (page, app) => {
      await open(page);
      app.updates.tell({
        phase: 'found',
        release: { version: '1.2.0', notes: '- Dictation is quicker.\n- Fewer pauses.' },
      });
      await page.getByRole('button', { name: 'What is new' }).click();
      await page.getByText('Fewer pauses.').waitFor();
    },
  },
  { name: 'playing', play: playing },
  {
    name: 'kokoro',
    play: async (page, app) => {
      app.tellStatus({ service: 'together' });
      await playing(page, app);
      await page.getByLabel('Model').selectOption('hexgrad/Kokoro-82M');
      await page.getByRole('radio', { name: /Emma/ }).check();
    },
  },
  {
    name: 'exporting',
    play: async (page, app) => {
      await playing(page, app);
      app.tellExport({ ...job, phase: 'working', segments: 120, done: 41, remaining: 130, toPay: 0.21 });
      app.tellExport({
        ...job,
        job: 'k',
        format: 'wav',
        phase: 'done',
        summary: {
          files: ['/home/me/The Keeper of Corrie Point.wav'],
          reports: [],
          seconds: 301,
          characters: 4800,
          segments: 120,
          cached: 3,
          cost: 0.31,
          unchanged: false,
        },
      });
      app.tellExport({
        ...job,
        job: 'p',
        format: 'm4b',
        phase: 'paused',
        segments: 120,
        done: 60,
        remaining: 70,
        toPay: null,
      });
      app.tellExport({ ...job, job: 'l', phase: 'failed', problem: problem('disk-full') });
      await page.getByText('The disk is full.').waitFor();
    },
  },
  {
    name: 'export-dialog',
    play: async (page) => {
      await open(page);
      await page.keyboard.press('Control+e');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'narrow-export',
    width: 480,
    height: 640,
    play: async (page) => {
      await open(page);
      await page.keyboard.press('Control+e');
      await page.getByRole('radio', { name: /Opus/ }).check();
    },
  },
  ...[1280, 800, 680].map((width) => ({
    name: `export-names-${width}`,
    width,
    height: width === 1280 ? 800 : 600,
    play: async (page: Page) => {
      await naming(page, '{author} - {title}');
      await page.getByText('and 1 more').waitFor();
      await page.getByText('What the book does not have').scrollIntoViewIfNeeded();
    },
  })),
  {
    name: 'export-names-refused',
    play: async (page) => {
      await naming(page, '{author} - {size}');
      await page.getByText('That name cannot be filled.').waitFor();
    },
  },
  {
    name: 'settings',
    play: async (page, app) => {
      app.tellStatus({ service: 'together' });
      await open(page);
      await page.getByRole('button', { name: 'Settings' }).click();
    },
  },
  {
    name: 'failed',
    play: async (page, app) => {
      await playing(page, app);
      app.playback.fail(problem('rate-limited', { retryAfterMs: 20_000 }));
      app.refusals.set('voices.list', problem('model-needs-endpoint'));
      await page.getByLabel('Model').selectOption('rime/arcana');
      app.refusals.set('script.edit', problem('disk-full'));
      await page.getByRole('textbox').nth(3).fill('Something else.');
      await page.keyboard.press('Control+Enter');
      await page.getByText('The disk is full.').waitFor();
    },
  },
  {
    name: 'editing',
    play: async (page, app) => {
      await playing(page, app);
      await page.getByRole('textbox').nth(6).focus();
    },
  },
  {
    name: 'shelf',
    play: async (page) => {
      await open(page);
      await page.getByRole('button', { name: 'Library' }).click();
    },
  },
  {
    name: 'lost',
    play: async (page, app, hangUp) => {
      await playing(page, app);
      await page.locator('.wave svg').waitFor();
      app.tellStatus({ sound: problem('sound-unavailable') });
      hangUp();
      await page.getByText('The app has stopped.').waitFor();
    },
  },
  {
    name: 'away',
    play: async (page, app) => {
      await playing(page, app);
      await page.getByRole('region', { name: 'Script' }).hover();
      await page.mouse.wheel(0, 2000);
      await page.getByText('Back to the voice').waitFor();
    },
  },
  {
    name: 'metered',
    play: async (page, app) => {
      await playing(page, app);
      app.tellListening({ speed: 1.25, volume: 0.8 });
      await page.getByRole('button', { name: 'Meters' }).click();
      await page.getByText('244 ms').waitFor();
    },
  },
  {
    name: 'output',
    play: async (page, app) => {
      await open(page);
      app.tellListening({ output: 'Lamp (Bluetooth)' });
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Sound', exact: true }).click();
      await page.getByText('Lamp (Bluetooth) (not connected)').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'reading',
    play: async (page, app) => {
      app.reading = new Promise(() => undefined);
      await pasting(page);
      app.tellReading({ import: 'import-1', share: 0.4 });
      await page.getByText('40 %').waitFor();
    },
  },
  {
    name: 'narrow-import',
    width: 800,
    height: 600,
    play: async (page) => {
      await pasting(page);
      await page.getByRole('radio', { name: /Update/ }).check();
      await page.getByText('narrated already').waitFor();
    },
  },
  { name: 'narrow', width: 800, height: 600, play: playing },
  {
    name: 'narrow-chapters',
    width: 800,
    height: 600,
    play: async (page, app) => {
      await playing(page, app);
      await page.getByRole('button', { name: 'Chapters', exact: true }).click();
    },
  },
  {
    name: 'narrow-first',
    width: 800,
    height: 600,
    play: async (page) => void (await page.getByText('Go on with').waitFor()),
  },
  {
    name: 'narrow-voices',
    width: 800,
    height: 600,
    play: async (page, app) => {
      await playing(page, app);
      await page.getByRole('button', { name: 'Voices', exact: true }).click();
    },
  },
  { name: 'wide', width: 1920, height: 1080, play: playing },
  { name: 'huge', width: 2560, height: 1300, play: playing },
  {
    name: 'drop',
    play: async (page) => {
      await open(page);
      const files = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['x'], 'x.txt'));
        return transfer;
      });
      await page.dispatchEvent('body', 'dragenter', { dataTransfer: files });
      await page.getByText('Drop the documents').waitFor();
    },
  },
];
