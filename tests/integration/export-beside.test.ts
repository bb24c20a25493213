import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExportOptions } from '../../app/export/export.ts';
import type { ExportFormat, SoundReport } from '../../app/model/export.ts';
import type { Segment } from '../../app/model/script.ts';
import { FRAMES_PER_CHARACTER, openDesk, segmentsOf } from '../unit/export/desk.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'lectern-beside-'));
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => (desk = await openDesk(join(folder, 'data'))));
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Three chapters of two blocks with two sentences each, and one that nobody speaks. */
const sentences = ['It was <late> & dark.', ' The lamp on the hill went out, and nobody knew why.'];
const text = sentences.join('');
const chapters = ['One', 'Two', 'Three & a "half"'].map((title, index) => ({
  ...{ id: `c${index}`, title },
  blocks: [
    { id: `c${index}a`, kind: 'heading' as const, text: title },
    { id: `c${index}b`, kind: 'text' as const, text },
    { id: `c${index}c`, kind: 'text' as const, text: '* * *' },
  ],
}));
const script = { title: 'Lamps & Co.', author: 'A. Author', language: 'en', chapters };
/** Pauses of a book: what lies between its sounds is silent for half a second and more. */
const segments: Segment[] = chapters.flatMap(({ id, title }, index) => {
  const [heading, body] = segmentsOf(`${title}.`, `${text} (${index})`) as [Segment, Segment];
  return [
    { ...heading, pauseAfter: 900, chapter: id, block: `${id}a`, end: title.length },
    { ...body, pauseAfter: 700, chapter: id, block: `${id}b`, end: text.length, sentences: [0, sentences[0]!.length] },
  ];
});
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

/** For a Java that ends before it would be worth while to compile it well: half the time of its usual way. */
const BRIEFLY = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

const made = (name: string, order: Partial<ExportOptions> = {}) =>
  desk.run({ segments, format: name.split('.').at(-1) as ExportFormat, out: join(folder, name), script, ...order });

/** What ffmpeg measures, by BS.1770 and by the sample. */
async function measured(file: string) {
  const filter = 'ebur128=peak=true,astats=measure_perchannel=none';
  const { stderr } = await run('ffmpeg', [
    '-hide_banner',
    '-nostats',
    '-i',
    file,
    '-map',
    '0:a',
    '-af',
    filter,
    '-f',
    'null',
    '-',
  ]);
  const value = (pattern: RegExp) => Number([...stderr.matchAll(pattern)].at(-1)![1]!.replace('-inf', '-Infinity'));
  return {
    integrated: value(/I:\s+(-[\d.]+|-inf) LUFS/g),
    truePeak: value(/Peak:\s+(-?[\d.]+|-inf) dBFS/g),
    peak: value(/Peak level dB: (-?[\d.]+|-inf)/g),
    rms: value(/RMS level dB: (-?[\d.]+|-inf)/g),
    floor: value(/Noise floor dB: (-?[\d.]+|-inf)/g),
  };
}

test.each([
  ['flac', 'podcast', -16],
  ['mp3', 'podcast', -16],
  ['mp3', -13, -13],
  ['m4b', 'podcast', -16],
  ['opus', -13, -13],
] as const)('ffmpeg finds a %s for %s as loud as it was to be', async (format, loudness, wanted) => {
  const name = `loud${wanted}.${format}`;
  const { reports } = await made(name, { sound: { format, loudness } });
  const found = await measured(join(folder, name));
  expect(Math.abs(found.integrated - wanted)).toBeLessThanOrEqual(0.5);
  expect(found.truePeak).toBeLessThanOrEqual(-1);
  expect(reports[0]!.rules.every(({ kept }) => kept)).toBe(true);
  expect(Math.abs(reports[0]!.integrated! - found.integrated)).toBeLessThan(0.3);
});

test('a stereo file is measured as it will be heard, and a variable MP3 as it comes out', async () => {
  for (const sound of [
    { format: 'mp3', channels: 2, rate: 44_100, bitrate: 192_000 },
    { format: 'mp3', vbr: true },
  ] as const) {
    await made('other.mp3', { sound: { ...sound, loudness: 'podcast' } });
    expect(Math.abs((await measured(join(folder, 'other.mp3'))).integrated + 16)).toBeLessThanOrEqual(0.5);
  }
});

test('every chapter of an audiobook keeps the rules of ACX', async () => {
  const sound = { format: 'mp3', rate: 44_100, bitrate: 192_000, loudness: 'acx' } as const;
  const { files, reports } = await made('acx.mp3', { sound, chapters: 'split', beside: ['report'] });
  expect(reports.length).toBe(3);
  for (const file of files.filter((one) => one.endsWith('.mp3'))) {
    const { rms, peak, floor } = await measured(file);
    expect(rms).toBeGreaterThanOrEqual(-23);
    expect(rms).toBeLessThanOrEqual(-18);
    expect(peak).toBeLessThanOrEqual(-3);
    expect(floor).toBeLessThanOrEqual(-60);
    const silences = await run('ffmpeg', [
      '-hide_banner',
      '-nostats',
      '-i',
      file,
      '-af',
      'silencedetect=n=-60dB:d=0.4',
      '-f',
      'null',
      '-',
    ]);
    const [head] = /silence_end: ([\d.]+)/.exec(silences.stderr)!.slice(1).map(Number);
    expect(head).toBeGreaterThan(0.5);
    expect(head).toBeLessThan(1);
    const [tail] = /silence_duration: ([\d.]+)\s*$/m
      .exec(silences.stderr.slice(silences.stderr.lastIndexOf('silence_start')))!
      .slice(1)
      .map(Number);
    expect(tail).toBeGreaterThan(1);
    expect(tail).toBeLessThan(5);
    const report = JSON.parse(readFileSync(file.replace('.mp3', '.report.json'), 'utf8')) as SoundReport;
    expect(report.rules.map(({ kept }) => kept)).toEqual([true, true, true]);
  }
});

test('subtitles say all that is spoken, in order, and keep to its times', async () => {
  const beside = ['srt', 'vtt', 'lrc', 'cue'] as const;
  await made('told.mp3', { beside, sound: { format: 'mp3', head: 1 } });
  const probe = async (ending: string) => {
    const words = ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', join(folder, `told.${ending}`)];
    return (await run('ffprobe', words)).stdout.trim().split('\n').map(parseFloat);
  };
  const srt = readFileSync(join(folder, 'told.srt'), 'utf8');
  const said = srt
    .split('\n\n')
    .map((one) => one.split('\n').slice(2).join(' '))
    .join(' ')
    .trim();
  expect(said).toBe(chapters.map(({ title }) => `${title} ${text}`).join(' '));
  const [starts, others] = [await probe('srt'), await probe('vtt')];
  expect(others).toEqual(starts);
  expect(starts[0]).toBeGreaterThanOrEqual(1);
  expect(starts[0]).toBeLessThan(1.1);
  expect(readFileSync(join(folder, 'told.lrc'), 'utf8')).toContain('[ti:Lamps & Co.]');
  const sheet = readFileSync(join(folder, 'told.cue'), 'utf8');
  expect(sheet).toContain('FILE "told.mp3" MP3');
  expect(sheet.match(/INDEX 01 [\d:]+/g)!.length).toBe(3);
});

test('where it is known when words are heard, subtitles go by that', async () => {
  const words: NonNullable<ExportOptions['words']> = ({ start, end }) =>
    end - start < 20
      ? null
      : [...text.matchAll(/\S+\s*/g)].map(({ index, 0: word }) => ({
          ...{ start: index, end: index + word.trimEnd().length },
          ...{ from: index / 20, to: (index + word.length) / 20 },
        }));
  await made('words.mp3', { beside: ['vtt'], words });
  const vtt = readFileSync(join(folder, 'words.vtt'), 'utf8');
  expect(vtt.match(/<[\d:.]+>/g)!.length).toBeGreaterThan(20);
  expect(vtt).toMatch(/It <[\d:.]+>was <[\d:.]+>&lt;late&gt; <[\d:.]+>&amp; <[\d:.]+>dark\./);
});

// That of a book in one MP3 is checked in export-checkers.test.ts.
test('epubcheck finds nothing to mend in an EPUB with a file for each chapter', async () => {
  const { files } = await made('read.m4b', {
    ...{ chapters: 'split', beside: ['epub'], sound: { format: 'm4b', loudness: 'acx', bitrate: 64_000 } },
    ...{ cover: { type: 'image/png', bytes: png }, tags: { narrator: 'N.', series: 'Lights', year: 1851 } },
  });
  const epub = files.find((file) => file.endsWith('.epub'))!;
  // What epubcheck is not asked to play it cannot know by name.
  const { stdout, stderr } = await run('java', [...BRIEFLY, '-jar', '/usr/bin/epubcheck', epub]).catch(
    (thrown: unknown) => thrown as { stdout: string; stderr: string },
  );
  expect(stdout + stderr).toContain('No errors or warnings detected');
}, 120_000);

test('no EPUB has a sound that reading systems need not play', async () => {
  await expect(made('read.flac', { beside: ['epub'] })).rejects.toMatchObject({
    ...{ code: 'export-settings', details: { setting: 'epub', allowed: 'MP3, M4A, M4B' } },
  });
});

test('what is beside is replaced by nobody but itself', async () => {
  writeFileSync(join(folder, 'mine.srt'), 'mine');
  const again = () => made('mine.mp3', { beside: ['srt'], replace: false });
  await expect(again()).rejects.toMatchObject({ code: 'file-exists', details: { path: join(folder, 'mine.srt') } });
  rmSync(join(folder, 'mine.srt'));
  expect(await again()).toMatchObject({ unchanged: false });
  expect(await again()).toMatchObject({ unchanged: true });
  rmSync(join(folder, 'mine.srt'));
  expect(await again()).toMatchObject({ unchanged: false, cached: segments.length });
});

test('a variable MP3 says how long it is and where to find a place in it', async () => {
  await made('vbr.mp3', { sound: { format: 'mp3', vbr: true } });
  const file = join(folder, 'vbr.mp3');
  expect((await run('mp3val', [file])).stdout).not.toMatch(/WARNING|ERROR|PROBLEM/);
  const wanted = segments.reduce(
    (sum, { spoken, pauseAfter }) => sum + (spoken.length * FRAMES_PER_CHARACTER) / 24_000 + pauseAfter / 1000,
    0,
  );
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]);
  // What a player shows: two frames of 24 ms, the silence that the encoder adds, and a part of one to fill it.
  expect(Number(stdout) - wanted).toBeGreaterThanOrEqual(0);
  expect(Number(stdout) - wanted).toBeLessThanOrEqual(3 * 0.024);
});
