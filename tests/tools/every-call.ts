import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Together } from '../../app/together/client.ts';
import { heardOf, never, SETTINGS } from './live.ts';
import { REQUEST } from './together.ts';

const WRITTEN = { model: 'openai/whisper-large-v3' };

async function recording(): Promise<{ file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-call-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'speech.mp3');
  await writeFile(file, 'ID3\x04 and so on');
  return { file };
}

/** Everything that can be asked of the service, once each; settles with what came of it, failures included. */
export const EVERY_CALL: Readonly<Record<string, (client: Together) => Promise<unknown>>> = {
  speak: (client) => Array.fromAsync(client.speak(REQUEST, never())),
  stream: (client) => Array.fromAsync(client.stream(REQUEST, never())),
  file: (client) => Array.fromAsync(client.file(REQUEST, never())),
  voices: (client) => client.voices(REQUEST.model, never()),
  transcribe: async (client) => client.transcribe({ ...WRITTEN, recording: await recording() }, never()),
  translate: async (client) => client.translate({ ...WRITTEN, recording: await recording() }, never()),
  live: async (client) => {
    const { failure } = await heardOf(client.live(SETTINGS).speak({ input: REQUEST.input }, never()));
    if (failure) throw failure;
  },
  listen: async (client) => {
    for await (const event of client.listen(WRITTEN, never()).events) if (event.type === 'failed') throw event.problem;
  },
};
