import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { Progress } from '../../app/export/progress.ts';
import { Problem } from '../../app/model/problem.ts';
import { readWav } from '../../app/pcm/wav.ts';
import { concat } from '../../app/pcm/frames.ts';
import { expectedSound, type Gate, openDesk, script, segmentsOf } from '../unit/export/desk.ts';
import { temporaryFolder } from '../unit/store/temporary-folder.ts';

const run = promisify(execFile);
const RATE = 24_000;
const segments = segmentsOf('The sea was calm.', 'Nobody spoke.', 'Then, far away, a bell.', 'And silence.');
const characters = segments.reduce((sum, { spoken }) => sum + spoken.length, 0);

async function opened(gate?: Gate) {
  const folder = temporaryFolder();
  const shelf = join(folder, 'shelf');
  mkdirSync(shelf);
  const desk = await openDesk(join(folder, 'data'), gate);
  onTestFinished(() => desk.close());
  return { desk, shelf, out: (name: string) => join(shelf, name), beside: () => readdirSync(shelf).sort() };
}

async function samplesIn(wav: string): Promise<Int16Array> {
  const bytes = readFileSync(wav);
  const { sound } = await readWav(
    (async function* () {
      yield bytes;
    })(),
  );
  return concat((await Array.fromAsync(sound)).map(({ samples }) => samples));
}

async function decoded(file: string): Promise<Int16Array> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 's16le', '-ac', '1', 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: 1e9,
  });
  return new Int16Array(new Uint8Array(stdout).buffer);
}

test('a WAV holds every take and every pause, to the sample', async () => {
  const { desk, out, beside } = await opened();
  const summary = await desk.run({ segments, format: 'wav', out: out('book.wav') });
  const sound = expectedSound(segments);
  expect(await samplesIn(out('book.wav'))).toEqual(sound);
  expect(await decoded(out('book.wav'))).toEqual(sound);
  expect(beside()).toEqual(['book.wav']);
  expect(summary).toEqual({
    files: [out('book.wav')],
    reports: [expect.objectContaining({ path: out('book.wav'), gain: 0, rules: [] })],
    seconds: sound.length / RATE,
    characters,
    segments: 4,
    cached: 0,
    cost: (characters * 20) / 1e6,
    unchanged: false,
  });
});

test('an MP3 has the length of the narration and sounds like it, and carries its tags', async () => {
  const { desk, out, beside } = await opened();
  const summary = await desk.run({ segments, format: 'mp3', out: out('book.mp3') });
  const sound = expectedSound(segments);
  const heard = await decoded(out('book.mp3'));
  expect(heard.length).toBe(sound.length);
  expect(signalToNoise(sound, heard)).toBeGreaterThan(20);
  expect(beside()).toEqual(['book.mp3']);
  expect(summary).toMatchObject({ seconds: sound.length / RATE, unchanged: false });

  const { format, streams } = await probed(out('book.mp3'));
  expect(format.tags).toMatchObject({ title: script.title, artist: script.author, language: 'por' });
  expect(streams).toMatchObject([{ codec_name: 'mp3', sample_rate: '24000', channels: 1, bit_rate: '96000' }]);
  // What a player shows: two frames of 24 ms, the silence that the encoder adds, and a part of one to fill it.
  expect(Number(format.duration) - sound.length / RATE).toBeGreaterThanOrEqual(0);
  expect(Number(format.duration) - sound.length / RATE).toBeLessThanOrEqual(3 * 0.024);
});

test('an MP3 of any length is cut to the sample', async () => {
  const { desk, out } = await opened();
  for (const pauseAfter of [0, 12, 23, 24, 25]) {
    const one = segmentsOf('Ah.').map((segment) => ({ ...segment, pauseAfter }));
    await desk.run({ segments: one, format: 'mp3', out: out('one.mp3') });
    expect((await decoded(out('one.mp3'))).length).toBe(expectedSound(one).length);
  }
});

test('what is at hand is not bought again, and only what was bought is paid', async () => {
  const { desk, out } = await opened();
  const twice = [...segments, { ...segments[1]!, id: 'block/9' }];
  await desk.run({ segments: segments.slice(0, 1), format: 'wav', out: out('first.wav') });
  const whole = await desk.run({ segments: twice, format: 'wav', out: out('whole.wav') });
  const { spoken } = segments[0]!;
  expect(whole).toMatchObject({ segments: 5, cached: 2, cost: ((characters - spoken.length) * 20) / 1e6 });
  expect(desk.bought.toSorted()).toEqual(segments.map((segment) => segment.spoken).sort());
  const free = await desk.run({ segments, format: 'wav', out: out('free.wav'), price: () => null });
  expect(free).toMatchObject({ cached: 4, cost: 0, unchanged: false });
  const unpriced = await desk.run({
    segments: segmentsOf('New.'),
    format: 'wav',
    out: out('new.wav'),
    price: () => null,
  });
  expect(unpriced).toMatchObject({ cached: 0, cost: null });
});

test('progress goes from nothing to all, and its last word is that nothing remains', async () => {
  const { desk, out } = await opened();
  const reports: Progress[] = [];
  await desk.run({ segments, format: 'wav', out: out('book.wav'), onProgress: (report) => reports.push(report) });
  const characters = segments.reduce((sum, { spoken }) => sum + spoken.length, 0);
  expect(reports[0]).toEqual({ segments: 4, done: 0, remaining: null, toPay: (characters * 20) / 1e6 });
  expect(reports.at(-1)).toEqual({ segments: 4, done: 4, remaining: 0, toPay: 0 });
});

test('three segments are in the making at once, never more', async () => {
  let waiting: (() => void)[] = [];
  let most = 0;
  // Nobody goes on before three are waiting; four would have to wait together once.
  const { desk, out } = await opened(async () => {
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    most = Math.max(most, waiting.length);
    if (waiting.length === 3) {
      setImmediate(() => {
        waiting.forEach((release) => release());
        waiting = [];
      });
    }
    await turn;
  });
  const many = segmentsOf(...Array.from({ length: 12 }, (_, index) => `Sentence ${index}`));
  await desk.run({ segments: many, format: 'wav', out: out('book.wav') });
  expect(most).toBe(3);
});

for (const format of ['wav', 'mp3'] as const) {
  test(`a cancelled ${format} leaves nothing, and an earlier file as it was`, async () => {
    const controller = new AbortController();
    const { desk, out, beside } = await opened(async (spoken, signal) => {
      if (spoken !== segments[3]!.spoken) return;
      controller.abort();
      signal.throwIfAborted();
    });
    writeFileSync(out(`old.${format}`), 'an earlier book');
    const { signal } = controller;
    const running = desk.run({ segments, format, out: out(`old.${format}`), signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(readFileSync(out(`old.${format}`), 'utf8')).toBe('an earlier book');
    expect(beside()).toEqual([`old.${format}`]);
  });

  test(`a ${format} that fails midway leaves nothing and says why; what was bought is not lost`, async () => {
    let broken = true;
    const { desk, out, beside } = await opened(async (spoken) => {
      if (broken && spoken === segments[3]!.spoken) throw new Problem('payment-required', 'no credit');
    });
    const failing = desk.run({ segments, format, out: out(`book.${format}`) });
    await expect(failing).rejects.toMatchObject({ code: 'payment-required' });
    expect(beside()).toEqual([]);
    broken = false;
    const again = await desk.run({ segments, format, out: out(`book.${format}`) });
    expect(again).toMatchObject({ cached: 3, unchanged: false });
  });
}

test('an export that is cancelled before it begins buys nothing', async () => {
  const { desk, out, beside } = await opened();
  const running = desk.run({ segments, format: 'wav', out: out('book.wav'), signal: AbortSignal.abort() });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect([desk.bought, beside()]).toEqual([[], []]);
});

test('a destination that cannot be written is refused before anything is bought', async () => {
  const { desk, shelf, out } = await opened();
  writeFileSync(out('a file'), '');
  mkdirSync(out('folder.wav'));
  const nowhere = [out('missing/book.wav'), out('a file/book.wav'), out('folder.wav'), '/proc/book.wav'];
  for (const path of nowhere) {
    const running = desk.run({ segments, format: 'wav', out: path });
    await expect(running).rejects.toMatchObject({ code: 'destination-unwritable', details: { path } });
  }
  expect(desk.bought).toEqual([]);
  expect(readdirSync(shelf).sort()).toEqual(['a file', 'folder.wav']);
});

test('without segments there is nothing to narrate', async () => {
  const { desk, out } = await opened();
  const running = desk.run({ segments: [], format: 'wav', out: out('book.wav') });
  await expect(running).rejects.toMatchObject({ code: 'nothing-to-narrate' });
});

interface Probe {
  format: { duration: string; tags: Record<string, string> };
  streams: object[];
}

async function probed(file: string): Promise<Probe> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', file]);
  return JSON.parse(stdout) as Probe;
}

/** In dB, aligned as they are: a sound that is off by a millisecond has none. */
function signalToNoise(sound: Int16Array, heard: Int16Array): number {
  let signal = 0;
  let noise = 0;
  sound.forEach((value, index) => {
    signal += value ** 2;
    noise += (value - (heard[index] ?? 0)) ** 2;
  });
  return 10 * Math.log10(signal / noise);
}
