import type { Page } from '@playwright/test';
import { HISTORY_PAGE } from '../../../app/model/dictation.ts';
import type { FakeApp } from '../../tools/fake/app.ts';
import { recordingEntry } from '../../tools/fake/dictation.ts';
import { problem } from '../../tools/fake/app.ts';
import type { Scene } from './scene.ts';

const size = { path: 'dictate', width: 480, height: 640 } as const;
const said = { settled: 'The keeper of the point had written down', open: ' every ship that passed' };
const panel = async (page: Page, name: string) => {
  await page.getByText('Ready').waitFor();
  await page.getByRole('button', { name }).click();
};
const again = async (page: Page, app: FakeApp) => {
  app.dictation.file(recordingEntry({ former: true }));
  await panel(page, 'History');
  await page.getByRole('button', { name: 'More for this recording' }).click();
};
const languages = [
  { language: 'de', keys: 'Control+Alt+G' },
  { language: 'fr', keys: null },
];
const listening = (app: FakeApp) => app.dictation.turn({ phase: 'listening', id: 'new', ...said, notices: [] });

/** The small window, from the first word to what is kept. */
export const dictationScenes: Scene[] = [
  { name: 'dictation', ...size, play: async (page) => void (await page.getByText('Ready').waitFor()) },
  {
    name: 'dictation-listening',
    ...size,
    async play(page, app) {
      await page.getByText('Ready').waitFor();
      listening(app);
      app.dictation.tellLevel({ level: 0.6, seconds: 3.2 });
      await page.getByText('Listening').waitFor();
      await page.getByText('0:03').waitFor();
    },
  },
  {
    name: 'dictation-waiting',
    ...size,
    async play(page, app) {
      await page.getByText('Ready').waitFor();
      listening(app);
      const deferred = { id: 'new', text: said.settled, problem: problem('service-unreachable') };
      app.dictation.turn({ phase: 'waiting', ...deferred });
      await page
        .getByText(/network/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'dictation-history',
    ...size,
    async play(page, app) {
      app.dictation.file(recordingEntry());
      await page.getByText('Ready').waitFor();
      await page
        .getByRole('tab', { name: 'History' })
        .or(page.getByRole('button', { name: 'History' }))
        .click();
      await page.getByRole('region', { name: 'History' }).waitFor();
    },
  },
  {
    name: 'dictation-history-long',
    ...size,
    async play(page, app) {
      for (let n = 0; n <= HISTORY_PAGE; n++) {
        app.dictation.history.set(`${n}`, recordingEntry({ id: `${n}`, started: Date.UTC(2026, 10, 1, 0, n) }));
      }
      await panel(page, 'History');
      await page.getByRole('searchbox').fill('lamp');
      await page.getByRole('button', { name: 'Show older ones' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'dictation-history-menu',
    ...size,
    async play(page, app) {
      await again(page, app);
      await page.getByRole('menuitem', { name: 'Bring back the former text' }).waitFor();
    },
  },
  {
    name: 'dictation-again',
    ...size,
    async play(page, app) {
      await again(page, app);
      await page.getByRole('menuitem', { name: 'Transcribe again' }).click();
      await page.getByLabel('Model').selectOption('Parakeet TDT 0.6B v3');
      await page.getByText('cannot put it into English').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'dictation-keys',
    ...size,
    async play(page, app) {
      app.dictation.settings = { ...app.dictation.settings, languages };
      app.dictation.reach = { everywhere: true, taken: ['Control+Alt+G'], inserts: true };
      await page.reload();
      await panel(page, 'Settings');
      await page.getByText('Another program has these keys').waitFor();
      await page.getByText('Put the text where I type').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'dictation-silent-input',
    ...size,
    async play(page, app) {
      await page.getByText('Ready').waitFor();
      app.dictation.turn({ phase: 'listening', id: 'new', ...said, notices: ['input-silent'] });
      await page.getByText('The chosen microphone gives no sound').waitFor();
    },
  },
];
