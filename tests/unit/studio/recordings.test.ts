import { expect, test } from 'vitest';
import { Archive } from '../../../app/dictation/archive.ts';
import { HISTORY_PAGE } from '../../../app/model/dictation.ts';
import { createDictations } from '../../../app/store/dictations.ts';
import { PRESET } from '../../../app/store/dictation-settings.ts';
import { createRecordings, type RecordingNeeds } from '../../../app/studio/recordings.ts';
import { openedDatabase } from '../store/open.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

test('whoever deletes all deletes what no page has shown yet, but not what is being spoken', async () => {
  const rows = createDictations(openedDatabase());
  const archive = new Archive({
    ...{ rows, folder: temporaryFolder(), settings: () => PRESET, tell: () => undefined, now: () => 0 },
  });
  const cancelled: string[] = [];
  const transcriber = { cancel: (id: string) => void cancelled.push(id) };
  const { handlers } = createRecordings({ archive, transcriber } as unknown as RecordingNeeds);
  for (let n = 0; n < 3 * HISTORY_PAGE; n++) {
    const row = { id: `r${n}`, started: n, source: 'microphone', name: '', model: 'm', language: null } as const;
    archive.add({ ...row, status: n === 7 ? 'recording' : 'done' });
  }
  expect(await handlers.history({ text: '' })).toHaveLength(HISTORY_PAGE);
  await handlers.clear(undefined);
  expect(rows.list().map(({ id }) => id)).toEqual(['r7']);
  expect(cancelled).toHaveLength(3 * HISTORY_PAGE - 1);
});
