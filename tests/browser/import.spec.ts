import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { makeBook } from '../tools/book.ts';
import { expect, expectAccessible, test as base } from './window.ts';

/** A window of somebody with a key, so that speech has a price; the service itself is out of reach. */
const test = base.extend({
  home: async ({ home }, use) => {
    Object.assign(home.environment, { TOGETHER_API_KEY: 'key', TOGETHER_BASE_URL: 'http://127.0.0.1:9/v1' });
    await use(home);
  },
});

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const CHAPTERS = ['The Sea', 'The Shore', 'Notes'];

/** A book whose chapters, notes too, are a quarter of an hour each. */
function book(name: string): Buffer {
  const wave = (title: string, n: number) =>
    `${title}: wave ${n} came in, and then it went out again, as waves do when nobody asks.`;
  const paragraphs = (title: string) => Array.from({ length: 150 }, (_, n) => wave(title, n));
  return makeBook(
    name,
    CHAPTERS.map((title) => ({ title, paragraphs: paragraphs(title) })),
  );
}

async function choose(studio: Page, ...files: ReturnType<typeof file>[]): Promise<void> {
  const chooser = studio.waitForEvent('filechooser');
  await studio.keyboard.press('Control+o');
  await (await chooser).setFiles(files);
}

/** Lets files fall into the window, as a person does who drags them from a folder. */
async function drop(studio: Page, ...files: ReturnType<typeof file>[]): Promise<void> {
  const dropped = await studio.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of files) transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    },
    files.map(({ name, buffer }) => ({ name, bytes: [...buffer] })),
  );
  await studio.dispatchEvent('body', 'dragenter', { dataTransfer: dropped });
  await expect(studio.getByText('Drop the documents to open them')).toBeVisible();
  await studio.dispatchEvent('body', 'drop', { dataTransfer: dropped });
}

const figure = async (studio: Page, name: 'Length' | 'Cost'): Promise<number> => {
  const shown = await studio.getByRole('dialog').locator('dl div', { hasText: name }).locator('dd').textContent();
  return Number(/[\d.]+/.exec(shown!)![0]);
};

test('notes are ticked and unticked, length and cost follow, and the script is what was ticked', async ({ studio }) => {
  await choose(studio, file('waves.epub', book('Waves')));
  const dialog = studio.getByRole('dialog');
  const notes = dialog.getByRole('checkbox', { name: 'Notes' });
  await expect(notes).not.toBeChecked();
  await expect(dialog.getByText('Left out: notes').first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeFocused();
  const [length, cost] = [await figure(studio, 'Length'), await figure(studio, 'Cost')];
  await notes.check();
  expect([await figure(studio, 'Length'), await figure(studio, 'Cost')]).toEqual([
    expect.closeTo(length * 1.5, -0.5),
    expect.closeTo(cost * 1.5, 1),
  ]);
  await notes.uncheck();
  expect([await figure(studio, 'Length'), await figure(studio, 'Cost')]).toEqual([length, cost]);
  await dialog.getByRole('checkbox', { name: 'The Shore' }).uncheck();
  expect(await figure(studio, 'Cost')).toBeLessThan(cost);

  await dialog.getByRole('button', { name: 'Preview The Sea' }).click();
  await expect(dialog.getByText('The Sea: wave 0 came in')).toBeVisible();
  await expectAccessible(studio, 'import');
  await studio.setViewportSize({ width: 800, height: 600 });
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeInViewport();
  await expectAccessible(studio, 'import-narrow');
  await studio.setViewportSize({ width: 1360, height: 860 });

  await dialog.getByRole('textbox', { name: 'Title' }).fill('Waves and more');
  await dialog.getByRole('textbox', { name: 'Author' }).fill('Somebody');
  await studio.keyboard.press('Enter');
  const chapters = studio.getByRole('region', { name: 'Chapters' });
  await expect(chapters.getByRole('checkbox', { name: 'Include The Sea' })).toBeChecked();
  await expect(chapters.getByRole('checkbox', { name: 'Include The Shore' })).not.toBeChecked();
  await expect(chapters.getByRole('checkbox', { name: 'Include Notes' })).not.toBeChecked();
  await expect(studio).toHaveTitle('Waves and more – Lectern');
});

test('files that are dropped come one after the other; what cannot be read says so in place; Escape leaves', async ({
  studio,
}) => {
  const open = studio.getByRole('button', { name: 'Open a document' });
  await expect(open).toBeVisible();
  await open.focus();
  await drop(
    studio,
    file('one.md', Buffer.from('# One\n\nFirst.')),
    file('two.epub', book('Two').subarray(0, 900)),
    file('three.md', Buffer.from('# Three\n\nThird.')),
  );
  const dialog = studio.getByRole('dialog');
  await expect(dialog.getByText('2 documents wait after this one.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByRole('alert')).toContainText('two.epub');
  await expectAccessible(studio, 'import-failed');
  await dialog.getByRole('button', { name: 'Skip' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Three');
  await studio.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(studio).toHaveTitle('One – Lectern');
});

test('text is pasted into the empty window, and a second paste of it may update the first', async ({ studio }) => {
  await expect(studio.getByRole('button', { name: 'Open a document' })).toBeVisible();
  const dialog = studio.getByRole('dialog');
  const paste = (text: string) =>
    studio.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste('Once upon a time.\n\nThere was a king.');
  await expect(dialog.getByRole('textbox', { name: 'Title' })).not.toHaveValue('');
  const title = await dialog.getByRole('textbox', { name: 'Title' }).inputValue();
  await studio.keyboard.press('Enter');
  await expect(studio.getByRole('region', { name: 'Script' }).getByText('There was a king.')).toBeVisible();

  await choose(studio, file('Once upon a time..txt', Buffer.from('Once upon a time.\n\nThere was a queen.')));
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
  await dialog.getByRole('radio', { name: /Update/ }).check();
  await expectAccessible(studio, 'import-update');
  await dialog.getByRole('button', { name: 'Update' }).click();
  await expect(studio.getByRole('region', { name: 'Script' }).getByText('There was a queen.')).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('a locked PDF asks for its password in place, says that one is wrong, and opens with the right one', async ({
  studio,
}) => {
  const locked = readFileSync(new URL('../fixtures/documents/pdf/locked.pdf', import.meta.url));
  await choose(studio, file('locked.pdf', locked));
  const dialog = studio.getByRole('dialog');
  const field = dialog.getByLabel('Password of locked.pdf');
  await expect(field).toBeFocused();
  await expectAccessible(studio, 'import-locked');
  await field.fill('sesame');
  await studio.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('That password does not open the document.');
  await expect(field).toHaveValue('');
  await expectAccessible(studio, 'import-locked-wrong');
  await field.fill('secret');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Title' })).not.toHaveValue('');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
});

test('pages without text, code, marks of notes and other languages are told before anything is imported', async ({
  studio,
}) => {
  const scanned = readFileSync(new URL('../fixtures/documents/pdf/half-scanned.pdf', import.meta.url));
  await choose(studio, file('half.pdf', scanned));
  const dialog = studio.getByRole('dialog');
  // What reads PDF takes long to load on a busy machine.
  await expect(dialog.getByRole('note')).toContainText('no text', { timeout: 60_000 });
  await expectAccessible(studio, 'import-scanned');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  const english = 'The boat lay on the shore all night, and nobody came to look after it until the morning was grey.';
  const german = 'Das Boot lag die ganze Nacht am Strand, und niemand kam, um danach zu sehen, bis der Morgen graute.';
  const text = `# Code\n\n${english}\n\n\`\`\`\n${'counter = counter + 1;\n'.repeat(90)}\`\`\`\n\n${german}\n\n${english}[^1]\n\n[^1]: A note.\n`;
  await choose(studio, file('code.md', Buffer.from(text)));
  await expect(dialog.getByText('and German (1 passage)')).toBeVisible();
  const before = await figure(studio, 'Length');
  await dialog.getByLabel('Program code (1 passage)').selectOption('is left out');
  await expect.poll(() => figure(studio, 'Length')).not.toBe(before);
  await dialog.getByLabel('Marks of notes in the text (1)').selectOption('are spoken');
  await dialog.getByRole('button', { name: 'Preview Code', exact: true }).click();
  await expect(dialog.getByText('was grey (note 1).')).toBeVisible();
  await expectAccessible(studio, 'import-code');
  await dialog.getByRole('button', { name: 'Import' }).click();
  const script = studio.getByRole('region', { name: 'Script' });
  await expect(script.getByText('in German')).toBeVisible();
  await expect(script.getByText('counter')).toBeHidden();
  await expect(script.getByText('was grey (note 1).')).toBeVisible();
});
