import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRecordings } from '../../app/studio/recordings.ts';
import { openDesk } from '../tools/dictation-desk.ts';
import { Scribe } from '../tools/scribe.ts';

const WHISPER = 'openai/whisper-large-v3';

/** A dictation that was written down, and its line as the window has it. */
async function dictated() {
  const service = await Scribe.start();
  onTestFinished(() => service.stop().catch(() => undefined));
  const desk = await openDesk(service.url);
  const { archive, transcriber, dictation, microphone, folder } = desk;
  const { handlers } = createRecordings({
    host: { redeem: () => null, destination: async (name) => join(folder, name) },
    ...{ archive, transcriber, model: async () => WHISPER },
    openDevice: () => Promise.reject(new Error('there is none')),
    scriptOf: () => Promise.reject(new Error('there is none')),
  });
  await dictation.start();
  microphone.say();
  await dictation.stop();
  const [{ id: recording } = { id: '' }] = archive.list();
  const line = () => archive.list()[0]!;
  const status = (wanted: string) => expect.poll(() => line().status, { timeout: 10_000 }).toBe(wanted);
  return { service, desk, handlers, recording, line, status };
}

test('a recording is transcribed again in another way, and every text that it had can be brought back', async () => {
  const { service, handlers, recording, line, status } = await dictated();
  expect(line()).toMatchObject({ text: 'turn 1.', former: false });
  await handlers.edit({ recording, text: 'Turn one.' });
  service.recorded = () => ({
    text: 'Hello. Hi.',
    speaker_segments: ['Hello.', 'Hi.'].map((text, at) => ({
      speaker_id: `SPEAKER_0${at}`,
      start: at,
      end: at + 1,
      text,
    })),
  });
  await handlers.retry({ recording, model: WHISPER, language: 'de', translate: false, speakers: true });
  await status('done');
  expect(line()).toMatchObject({ text: 'Hello. Hi.', language: 'de', former: true, speakers: [{}, {}] });
  expect(service.forms.at(-1)).toMatch(/name="diarize"\r\n\r\ntrue/);
  await handlers.name({ recording, speaker: 'SPEAKER_01', name: 'Ann' });

  service.recorded = () => 'Good day.';
  await handlers.retry({ recording, translate: true, speakers: false });
  await status('done');
  expect(line()).toMatchObject({ text: 'Good day.', translated: true, speakers: [] });
  const texts: unknown[] = [];
  for (let times = 0; times < 3; times++) {
    await handlers.restore({ recording });
    texts.push([line().text, line().translated, line().speakers.map(({ name }) => name)]);
  }
  expect(texts).toEqual([
    ['Hello. Hi.', false, ['Speaker 1', 'Ann']],
    ['Turn one.', false, []],
    ['Good day.', true, []],
  ]);
});

test('while it is transcribed again, and where that fails, its text is still there, and can be kept', async () => {
  const { service, handlers, recording, line, status } = await dictated();
  service.recorded = () => ({ status: 400, error: { message: 'no', code: 'invalid_params' } });
  await handlers.retry({ recording, model: 'nvidia/parakeet-tdt-0.6b-v3', translate: true });
  await status('failed');
  expect(line()).toMatchObject({ text: 'turn 1.', problem: { code: 'request-refused' } });
  await handlers.restore({ recording });
  expect(line()).toMatchObject({
    ...{ text: 'turn 1.', status: 'done', model: WHISPER },
    problem: null,
    former: false,
  });
});

test('what a person wrote while a recording waited can be brought back once it is written down', async () => {
  const { service, desk, handlers, recording, line, status } = await dictated();
  service.recorded = () => null;
  await handlers.retry({ recording });
  await status('waiting');
  await handlers.edit({ recording, text: 'By hand.' });
  service.recorded = () => 'By the service.';
  desk.transcriber.wake();
  await status('done');
  expect(line().text).toBe('By the service.');
  await handlers.restore({ recording });
  expect(line().text).toBe('By hand.');
});
