import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExportOptions } from '../../app/export/export.ts';
import type { ExportFormat } from '../../app/model/export.ts';
import { TAKE_RATE as RATE } from '../../app/model/pcm.ts';
import { probed } from '../tools/probed.ts';
import { openDesk } from '../unit/export/desk.ts';
import {
  cover,
  LOSSY_PACKET,
  script,
  seconds,
  segments,
  starts,
  tags,
  titles,
} from '../unit/export/twelve-chapters.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'lectern-checked-'));
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => (desk = await openDesk(join(folder, 'data'))));
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const made = (format: ExportFormat, name: string, order: Partial<ExportOptions> = {}) =>
  desk.run({ segments, format, out: join(folder, name), script, tags, cover, ...order });

type MediaTrack = Record<string, unknown>;

/** What mediainfo finds in a file, in which it finds nothing wrong. */
async function mediaTracks(file: string): Promise<MediaTrack[]> {
  const { stdout } = await run('mediainfo', ['--Output=JSON', file]);
  expect(stdout).not.toMatch(/IsTruncated|ConformanceErrors/);
  return (JSON.parse(stdout) as { media: { track: MediaTrack[] } }).media.track;
}

const all = ['wav', 'flac', 'mp3', 'm4b', 'm4a', 'opus'] as const;

test('checkers that others wrote find nothing to mend', async () => {
  for (const format of all) await made(format, `checked.${format}`);
  await made('opus', 'part.opus', { chapters: 'split', segments: segments.slice(0, 2) });
  const at = (format: string) => join(folder, `checked.${format}`);
  for (const format of all) await probed(at(format));
  expect((await run('flac', ['--test', '--warnings-as-errors', at('flac')])).stderr).toMatch(/: ok\s*$/);
  const mp3val = (await run('mp3val', [at('mp3')])).stdout;
  expect(mp3val).not.toMatch(/WARNING|ERROR|PROBLEM/);
  expect(mp3val).toMatch(/\+ID3v2, CBR/);
  for (const file of [at('opus'), join(folder, 'part', '01 Loomings.opus')]) {
    const { stdout, stderr } = await run('opusinfo', [file]);
    expect(stdout + stderr).not.toMatch(/warning|error/i);
  }
});

test('mediainfo finds every format as long as it is, with its chapters where they are', async () => {
  for (const format of all) {
    await made(format, `told.${format}`);
    const tracks = await mediaTracks(join(folder, `told.${format}`));
    const audio = tracks.find((track) => track['@type'] === 'Audio')!;
    // Of an MP3 it counts the silence of the encoder, too: two frames, and a part of one to fill the last.
    const silence = format === 'mp3' ? 3 * LOSSY_PACKET.mp3 : format === 'opus' ? LOSSY_PACKET.opus : 24;
    expect(Math.abs(Number(audio['Duration']) - seconds) * RATE, format).toBeLessThanOrEqual(silence);
    if (format === 'mp3') expect(audio['BitRate_Mode']).toBe('CBR');
    const menus = tracks.filter((track) => track['@type'] === 'Menu');
    // It reads no chapters of an MP3; a WAV has none.
    const expected = { wav: 0, mp3: 0, flac: 1, opus: 1, m4b: 2, m4a: 2 };
    expect([format, menus.length]).toEqual([format, expected[format]]);
    if (menus.length === 0) continue;
    const told = Object.entries(menus.at(-1)!['extra'] as Record<string, string>);
    expect(told.map(([, title]) => title)).toEqual(titles);
    for (const [index, [name]] of told.entries()) {
      const [hours = 0, minutes = 0, whole = 0, thousandths = 0] = name.slice(1).split('_').map(Number);
      const start = hours * 3600 + minutes * 60 + whole + thousandths / 1000;
      expect(Math.abs(start - starts[index]!), `${format} ${name}`).toBeLessThan(0.03);
    }
  }
});

test('epubcheck finds nothing to mend in the book as an EPUB', async () => {
  const { files } = await made('mp3', 'read.mp3', { beside: ['epub'] });
  const epub = files.find((file) => file.endsWith('.epub'))!;
  // Briefly: for a Java that ends before it would be worth while to compile it well.
  const briefly = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', '/usr/bin/epubcheck', epub];
  const { stdout, stderr } = await run('java', briefly).catch(
    (thrown: unknown) => thrown as { stdout: string; stderr: string },
  );
  expect(stdout + stderr).toContain('No errors or warnings detected');
}, 60_000);
