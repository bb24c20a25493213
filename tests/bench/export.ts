/**
 * How fast, and in how much memory, hours of takes that are at hand become an MP3 and an M4B; beside ffmpeg with the
 * same kind of encoder and the same settings (libmp3lame at 96 kbit/s, its own AAC at 64 kbit/s, mono, 24 kHz) on the
 * same sound in the same run. Prints one line of JSON each; run it with `node tests/bench/export.ts [hours…]` (1, 4
 * and 12 by default). Where others use the machine, the ratios of processor time tell more than those of the clock:
 * chapters on two cores can be as fast as twice theirs.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChapterFiles, ExportFormat } from '../../app/model/export.ts';
import { openDesk, segmentsOf } from '../unit/export/desk.ts';

const MB = 1e6;
const MINUTES = 60;
const itself = fileURLToPath(import.meta.url);
const [first, ...rest] = process.argv.slice(2);

if (first === 'child') await child(rest as [string, string, string, ChapterFiles]);
else parent([first ?? 1, ...(first ? rest : [4, 12])].map(Number));

/** Exports so many hours: an hour of takes again and again, as the disk for twelve of them may not be there. */
async function child([data, out, hours, chapters]: [string, string, string, ChapterFiles]): Promise<void> {
  const desk = await openDesk(data);
  const minutes = segmentsOf(...Array.from({ length: MINUTES }, (_, index) => `Minute ${index}.`));
  await desk.keepMinutes(minutes);
  const script = {
    ...{ title: 'Bench', author: null, language: 'en' },
    chapters: Array.from({ length: Number(hours) * 2 }, (_, index) => ({ id: `c${index}`, title: `Chapter ${index}` })),
  };
  const segments = Array.from({ length: Number(hours) * MINUTES }, (_, index) => ({
    ...minutes[index % MINUTES]!,
    chapter: `c${Math.floor(index / 30)}`,
  }));
  const encoder = new URL('../../app/export/encode/worker.ts', import.meta.url);
  const started = performance.now();
  let early = 0;
  const onProgress = ({ done }: { done: number }) => {
    if (done <= segments.length / 4) early = Math.max(early, process.memoryUsage().rss);
  };
  const format = out.split('.').at(-1) as ExportFormat;
  await desk.run({ segments, out, format, script, chapters, encoder, onProgress });
  const seconds = (performance.now() - started) / 1000;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const [peak, cpu] = [maxRSS * 1024, (userCPUTime + systemCPUTime) / 1e6];
  print({
    format,
    chapters,
    hours: Number(hours),
    seconds,
    cpuSeconds: cpu,
    peakMB: peak / MB,
    firstQuarterMB: early / MB,
  });
  await desk.close();
}

function parent(hours: number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  // As build/node.mjs starts Lectern.
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', itself, 'child'];
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' };
  const lectern = (name: string, long: number, chapters: ChapterFiles = 'embedded') => {
    const words = [join(folder, 'data'), join(folder, name), `${long}`, chapters];
    const { stdout } = spawnSync(process.execPath, [...flags, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    process.stdout.write(stdout);
    return JSON.parse(`${stdout}`) as { seconds: number; cpuSeconds: number };
  };
  const ffmpeg = (codec: string[], name: string) => {
    const started = performance.now();
    const words = ['-v', 'error', '-y', '-i', join(folder, 'hour.wav'), ...codec, join(folder, name)];
    const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$@"', 'sh', 'ffmpeg', ...words];
    const { stderr } = spawnSync('bash', timed, { encoding: 'utf8' });
    const seconds = (performance.now() - started) / 1000;
    const [user = NaN, system = NaN] = stderr.trim().split(' ').map(Number);
    return { seconds, cpuSeconds: user + system };
  };
  try {
    lectern('hour.wav', 1);
    const peers = { mp3: ['-c:a', 'libmp3lame', '-b:a', '96k'], m4b: ['-c:a', 'aac', '-b:a', '64k', '-f', 'mp4'] };
    for (const [format, codec] of Object.entries(peers)) {
      const peer = ffmpeg(codec, `peer.${format}`);
      const [one, split] = [lectern(`one.${format}`, 1), lectern(`split.${format}`, 1, 'split')];
      print({
        ...{ format, ffmpegSeconds: peer.seconds, ffmpegCpuSeconds: peer.cpuSeconds },
        ...{ oneFileOfFfmpeg: peer.seconds / one.seconds, chaptersOfFfmpeg: peer.seconds / split.seconds },
        ...{ oneFileCpu: peer.cpuSeconds / one.cpuSeconds, chaptersCpu: peer.cpuSeconds / split.cpuSeconds },
      });
      for (const long of hours.filter((number) => number > 1)) lectern(`${long}.${format}`, long);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(figures: Record<string, string | number>): void {
  const rounded = Object.entries(figures).map(([name, n]) => [
    name,
    typeof n === 'number' ? Number(n.toPrecision(4)) : n,
  ]);
  console.log(JSON.stringify(Object.fromEntries(rounded)));
}
