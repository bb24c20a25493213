import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecording } from '../../../../app/together/transcription/recording.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lectern-recording-'))));
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['a.wav', 'RIFF\x24\x00\x00\x00WAVEfmt ', 'wav', 'audio/wav'],
  ['talk', 'RF64\xff\xff\xff\xffWAVEds64', 'wav', 'audio/wav'],
  ['a.wav', 'ID3\x04\x00', 'mp3', 'audio/mpeg'],
  ['a', '\xff\xfb\x90\x00', 'mp3', 'audio/mpeg'],
  ['a.MPGA', '\x00\x00', 'mp3', 'audio/mpeg'],
  ['a.m4a', '\x00\x00\x00\x20ftypM4A ', 'm4a', 'audio/mp4'],
  ['a.mp4', '\x00\x00\x00\x20ftypisom', 'm4a', 'audio/mp4'],
  ['a', '\x1a\x45\xdf\xa3', 'webm', 'audio/webm'],
  ['a', 'fLaC', 'flac', 'audio/flac'],
  ['a.ogg', 'OggS', 'ogg', 'audio/ogg'],
  ['a.opus', 'OggS', 'opus', 'audio/ogg'],
  ['a.aac', '\xff\xf1\x50\x80', 'aac', 'audio/aac'],
  ['a.opus', 'xx', 'opus', 'audio/ogg'],
])('%s that begins with %j is %s', async (name, start, extension, mediaType) => {
  const path = join(folder, name);
  await writeFile(path, Buffer.from(start, 'latin1'));
  expect(await openRecording(path)).toMatchObject({ extension, mediaType, length: start.length });
});

test.each([
  ['missing.wav', null, 'file-not-found'],
  ['empty.wav', '', 'file-empty'],
  ['letter.txt', 'Dear all,', 'audio-unsupported'],
  ['', null, 'file-unreadable'],
])('%j is refused', async (name, content, code) => {
  const path = join(folder, name);
  if (content !== null) await writeFile(path, content);
  await expect(openRecording(path)).rejects.toMatchObject({ code });
});

test('a device is refused rather than read without end', async () => {
  await expect(openRecording('/dev/zero')).rejects.toMatchObject({ code: 'file-unreadable' });
});
