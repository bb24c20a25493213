import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { lectern, makeHome } from '../tools/lectern.ts';
import { noise } from '../tools/noise.ts';
import { Scribe } from '../tools/scribe.ts';

const run = promisify(execFile);

/** A home whose service is a scribe, and a second of sound in it. */
async function desk() {
  const [home, scribe] = await Promise.all([makeHome(), Scribe.start()]);
  onTestFinished(async () => {
    await scribe.stop();
    await home.leave();
  });
  home.environment['TOGETHER_API_KEY'] = 'a-key-of-nobody';
  home.environment['TOGETHER_BASE_URL'] = scribe.url;
  const file = join(home.folder, 'talk.wav');
  const samples = noise(2, 16_000);
  const header = wavHeader({ rate: 16_000, channels: 1, frames: samples.length });
  await writeFile(file, Buffer.concat([header, new Uint8Array(samples.buffer)]));
  return { home, scribe, file };
}

test('a recording becomes text on stdout, a video that the service does not take through ffmpeg', async () => {
  const { home, scribe, file } = await desk();
  scribe.recorded = () => 'What was said.';
  const plain = await lectern(home, ['transcribe', file]);
  expect(plain).toMatchObject({ code: 0, stdout: 'What was said.\n', stderr: 'Sending…\nTranscribing…\n' });
  const video = join(home.folder, 'talk.avi');
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=s=64x64:d=1', '-i', file, '-shortest', video]);
  const json = await lectern(home, ['transcribe', video, '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ text: 'What was said.', names: {} });
  expect(json.stderr).toBe('Converting…\nSending…\nTranscribing…\n');
  expect(scribe.recordings[1]).toBeGreaterThan(30_000);
});

test('what is no recording is told in words, with exit code 2', async () => {
  const { home, scribe } = await desk();
  const file = join(home.folder, 'letter.txt');
  await writeFile(file, 'Dear Ann');
  const { code, stderr } = await lectern(home, ['transcribe', file]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('cannot read this kind of recording')]);
  expect(scribe.recordings).toEqual([]);
});
