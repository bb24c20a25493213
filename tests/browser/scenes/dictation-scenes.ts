import type { FakeApp } from '../../tools/fake/app.ts';
import { recordingEntry } from '../../tools/fake/dictation.ts';
import { problem } from '../../tools/fake/app.ts';
import type { Scene } from './scene.ts';

const size = { path: 'dictate', width: 480, height: 640 } as const;
const said = { settled: 'The keeper of the point had written down', open: ' every ship that passed' };
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
];
