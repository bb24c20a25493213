/** Dictates what is said into the microphone, sentence by sentence as it is told to, and sends each text home. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeHost } from '../../../app/hosts/node/host.ts';
import { openStudio } from '../../../app/studio/studio.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as { data?: string; baseUrl?: string };
const data = settings.data ?? mkdtempSync(join(tmpdir(), 'lectern-dictate-'));
const environment = { LECTERN_DATA: data, ...(settings.baseUrl && { TOGETHER_BASE_URL: settings.baseUrl }) };
const studio = await openStudio(
  nodeHost(
    { ...process.env, ...environment },
    { name: 'web', redeem: () => null, destination: async () => null, reveal: async () => undefined },
  ),
);
const { dictation } = studio.handlers;
const send = (message: object) => process.send!(message);
studio.sources.dictation.changed((state) => send({ state }));
studio.sources.dictation.filed((filed) => send({ filed }));

process.on('message', (order: { call: keyof typeof dictation | 'end'; input?: never }) => {
  if (order.call === 'end') return void studio.close().then(() => process.disconnect());
  const answer = Promise.resolve().then(() =>
    (dictation[order.call as keyof typeof dictation] as (input: unknown) => unknown)(order.input),
  );
  answer.then(
    (value) => send({ answered: order.call, value: value ?? null }),
    (failure: unknown) => send({ answered: order.call, failure: String(failure) }),
  );
});
send({ ready: true });
