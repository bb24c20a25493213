import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExportOptions } from '../../app/export/export.ts';
import { streamedHeader } from '../../app/export/formats/wav.ts';
import type { ExportFormat } from '../../app/model/export.ts';
import { encode } from '../../app/pcm/convert.ts';
import { TAKE_RATE as RATE } from '../../app/model/pcm.ts';
import { probed } from '../tools/probed.ts';
import { expectedSound, openDesk } from '../unit/export/desk.ts';
import {
  cover,
  lengthOf,
  LOSSY_PACKET,
  script,
  seconds,
  segments,
  sound,
  starts,
  tags,
  titles,
} from '../unit/export/twelve-chapters.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'lectern-book-'));
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => (desk = await openDesk(join(folder, 'data'))));
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const worker = new URL('../../app/export/encode/worker.ts', import.meta.url);
const made = (format: ExportFormat, name: string, order: Partial<ExportOptions> = {}) =>
  desk.run({
    ...{ segments, format, out: join(folder, name), script, tags },
    cover,
    ...order,
  });

async function decoded(file: string, rate = RATE): Promise<Int16Array> {
  const words = ['-v', 'error', '-i', file, '-map', '0:a', '-f', 's16le', '-ac', '1', '-ar', `${rate}`, 'pipe:1'];
  const { stdout } = await run('ffmpeg', words, { encoding: 'buffer', maxBuffer: 1e9 });
  return new Int16Array(new Uint8Array(stdout).buffer);
}

test.each(['wav', 'flac'] as const)('a %s of twelve chapters holds every sample of the takes', async (format) => {
  await made(format, `lossless.${format}`);
  expect(await decoded(join(folder, `lossless.${format}`))).toEqual(sound);
});

test('a WAV too long for 32 bits, were that but 1000 bytes, is read to the sample as well', async () => {
  const file = join(folder, 'long.wav');
  writeFileSync(file, streamedHeader({ rate: RATE, channels: 1 }, sound.length, 1000));
  appendFileSync(file, encode(sound, 'pcm_s16le'));
  expect(readFileSync(file).toString('latin1', 0, 4)).toBe('RF64');
  expect(await decoded(file)).toEqual(sound);
  expect(Number((await probed(file)).format.duration)).toBeCloseTo(seconds, 4);
});

test.each(['mp3', 'm4b', 'm4a', 'opus'] as const)('a %s decodes to the right length', async (format) => {
  await made(format, `lossy.${format}`);
  const heard = await decoded(join(folder, `lossy.${format}`));
  expect(Math.abs(heard.length - sound.length)).toBeLessThanOrEqual(LOSSY_PACKET[format]);
  expect(correlation(sound, heard)).toBeGreaterThan(0.9);
});

test.each(['flac', 'mp3', 'm4b', 'm4a', 'opus'] as const)(
  'a %s tells its chapters, its tags and its cover',
  async (format) => {
    const file = join(folder, `marked.${format}`);
    await made(format, `marked.${format}`);
    const { chapters, format: whole, streams } = await probed(file);
    expect(chapters.map((chapter) => chapter.tags.title)).toEqual(titles);
    for (const [index, { start_time: start, end_time: end }] of chapters.entries()) {
      expect(Math.abs(Number(start) - starts[index]!)).toBeLessThan(0.03);
      expect(Math.abs(Number(end) - (starts[index + 1] ?? seconds))).toBeLessThan(0.03);
    }
    // Opus has its tags on the stream.
    const said = Object.entries({ ...whole.tags, ...(streams[0] as { tags?: Record<string, string> }).tags });
    const values = said.map(([, value]) => value);
    for (const value of [script.title, script.author, tags.narrator, tags.series, `${tags.year}`]) {
      expect(values).toContain(value);
    }
    expect(streams.some(({ codec_name: codec }) => codec === 'png')).toBe(true);
  },
);

test.each([
  ['mp3', 44_100, 2],
  ['mp3', 48_000, 1],
  ['m4b', 48_000, 2],
  ['flac', 44_100, 2],
  ['opus', 48_000, 2],
] as const)('a %s of %d Hz and %d channels has the right length as well', async (format, rate, channels) => {
  const file = join(folder, `rate-${rate}-${channels}.${format}`);
  const few = segments.slice(0, 4);
  await made(format, file.slice(folder.length), { sound: { format, rate, channels }, segments: few });
  const { streams, chapters } = await probed(file);
  expect(streams[0]).toMatchObject({ sample_rate: `${rate}`, channels });
  expect(Math.abs(Number(chapters[1]!.start_time) - starts[1]!)).toBeLessThan(0.03);
  const packet = (format === 'mp3' ? 1152 : 1024) / rate;
  expect(Math.abs((await decoded(file, rate)).length / rate - lengthOf(few))).toBeLessThanOrEqual(packet);
});

test('one file for each chapter, with a playlist that names them in order', async () => {
  mkdirSync(join(folder, 'shelf'));
  const out = 'shelf/{author} - {title}/{number} {chapter}.mp3';
  const { files, seconds: length } = await made('mp3', out, { chapters: 'split' });
  const own = join(folder, 'shelf', 'Herman Melville - Moby-Dick; 鯨');
  expect(length).toBeCloseTo(seconds, 6);
  expect(readdirSync(own).sort()).toEqual(files.map((file) => file.slice(own.length + 1)).sort());
  expect(files.slice(0, 4).map((file) => file.slice(own.length + 1))).toEqual([
    '01 Loomings.mp3',
    '02 Der Mönch.mp3',
    '03 海.mp3',
    '04 Quoted , = and.mp3',
  ]);
  const { format, chapters } = await probed(files[1]!);
  expect(format.tags).toMatchObject({ title: 'Der Mönch', album: script.title, track: '2/12' });
  expect(chapters).toEqual([]);
  expect((await decoded(files[1]!)).length).toBe(expectedSound(segments.slice(2, 4)).length);
  const list = readFileSync(files.at(-1)!, 'utf8').split('\n');
  expect(list.slice(0, 4)).toEqual(['#EXTM3U', `#PLAYLIST:${script.title}`, '#EXTINF:1,Loomings', '01 Loomings.mp3']);
});

test('both: the book and its chapters; a chapter that was deleted is all that is written again', async () => {
  const order = { chapters: 'both' } as const;
  const first = await made('flac', 'both.flac', order);
  expect(first.files.length).toBe(1 + 12 + 1);
  const again = await made('flac', 'both.flac', { ...order, replace: false });
  expect(again).toEqual({ ...first, cached: segments.length, cost: 0, unchanged: true });
  const before = first.files.map((file) => readFileSync(file));
  rmSync(first.files[5]!);
  expect(await made('flac', 'both.flac', { ...order, replace: false })).toMatchObject({ unchanged: false });
  expect(first.files.map((file) => readFileSync(file))).toEqual(before);
});

test('what somebody else put there is not replaced, unless that was said', async () => {
  const out = join(folder, 'theirs.mp3');
  writeFileSync(out, 'their book');
  const refused = { code: 'file-exists', details: { path: out } };
  await expect(made('mp3', 'theirs.mp3', { replace: false })).rejects.toMatchObject(refused);
  mkdirSync(join(folder, 'parts'));
  writeFileSync(join(folder, 'parts', '02 Der Mönch.mp3'), 'their chapter');
  const split = made('mp3', 'parts.mp3', { replace: false, chapters: 'split' });
  await expect(split).rejects.toMatchObject({ code: 'file-exists' });
  expect([readFileSync(out, 'utf8'), readdirSync(join(folder, 'parts'))]).toEqual(['their book', ['02 Der Mönch.mp3']]);
  const named = made('mp3', 'parts.mp3', { replace: 'named', chapters: 'both' });
  await expect(named).rejects.toMatchObject({ code: 'file-exists' });
  expect(readdirSync(join(folder, 'parts'))).toEqual(['02 Der Mönch.mp3']);
  await made('mp3', 'theirs.mp3', { replace: 'named' });
  expect(readFileSync(out).subarray(0, 3).toString()).toBe('ID3');
});

test('the same book is the same file to the byte, on the caller’s thread as in a worker', async () => {
  // Of a library of its own, where nothing that was written before is known.
  const elsewhere = await openDesk(join(folder, 'data-elsewhere'));
  const few = segments.slice(0, 4);
  try {
    for (const format of ['wav', 'flac', 'mp3', 'm4b', 'opus'] as const) {
      const [out, once] = [join(folder, `again.${format}`), join(folder, `once.${format}`)];
      const written = await elsewhere.run({ segments: few, format, out, script, tags, cover, encoder: worker });
      expect(written.unchanged).toBe(false);
      await made(format, `once.${format}`, { segments: few });
      expect(readFileSync(out).equals(readFileSync(once)), format).toBe(true);
    }
  } finally {
    await elsewhere.close();
  }
}, 120_000);

/** Of two sounds as they are aligned: 1 is the same. */
function correlation(one: Int16Array, other: Int16Array): number {
  let [both, first, second] = [0, 0, 0];
  one.forEach((value, index) => {
    const heard = other[index] ?? 0;
    both += value * heard;
    first += value ** 2;
    second += heard ** 2;
  });
  return both / Math.sqrt(first * second);
}
