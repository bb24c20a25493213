/**
 * How fast, and in how much memory, hours of takes that are at hand become an MP3 and an M4B; beside ffmpeg with the
 * same kind of encoder and the same settings (libmp3lame at 96 kbit/s, its own AAC at 64 kbit/s, mono, 24 kHz) on the
 * same sound in the same run. `LECTERN_HOURS=1,4,12` exports as much (half an hour by default). Where others use the
 * machine, the ratios of processor time tell more than those of the clock: chapters on two cores can be as fast as
 * twice theirs.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChapterFiles, ExportFormat } from '../../app/model/export.ts';
import { openDesk, segmentsOf } from '../unit/export/desk.ts';
import { report, reportBeside } from './figure.ts';

const MB = 1e6;
/** Of different sound, which are exported again and again: the disk for twelve hours may not be there. */
const MINUTES = 30;
const itself = fileURLToPath(import.meta.url);
const [first, ...rest] = process.argv.slice(2);

interface Cost {
  seconds: number;
  cpu: number;
  /** MB at most, and in the first quarter of the work. */
  peak: number;
  early: number;
}

if (first === 'child') await child(rest as [string, string, string, ChapterFiles]);
else parent((process.env['LECTERN_HOURS'] ?? '0.5').split(',').map(Number));

async function child([data, out, hours, chapters]: [string, string, string, ChapterFiles]): Promise<void> {
  const desk = await openDesk(data);
  const minutes = segmentsOf(...Array.from({ length: MINUTES }, (_, index) => `Minute ${index}.`));
  await desk.keepMinutes(minutes);
  const count = Math.max(2, Number(hours) * 2);
  const long = Number(hours) * 60;
  const script = {
    ...{ title: 'Bench', author: null, language: 'en' },
    chapters: Array.from({ length: count }, (_, index) => ({ id: `c${index}`, title: `Chapter ${index}` })),
  };
  const segments = Array.from({ length: long }, (_, index) => ({
    ...minutes[index % MINUTES]!,
    chapter: `c${Math.floor((index / long) * count)}`,
  }));
  const encoder = new URL('../../app/export/encode/worker.ts', import.meta.url);
  const started = performance.now();
  let early = 0;
  const onProgress = ({ done }: { done: number }) => {
    if (done <= segments.length / 4) early = Math.max(early, process.memoryUsage().rss);
  };
  const format = out.split('.').at(-1) as ExportFormat;
  await desk.run({ segments, out, format, script, chapters, encoder, onProgress });
  const seconds = (performance.now() - started) / 1_000;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cost: Cost = {
    seconds,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    peak: (maxRSS * 1_024) / MB,
    early: early / MB,
  };
  process.stdout.write(JSON.stringify(cost));
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
    return JSON.parse(`${stdout}`) as Cost;
  };
  const [shortest, ...longer] = hours.toSorted((a, b) => a - b) as [number, ...number[]];
  const ffmpeg = (codec: string[], name: string): Pick<Cost, 'seconds' | 'cpu'> | null => {
    const started = performance.now();
    const words = ['-v', 'error', '-y', '-i', join(folder, 'sound.wav'), ...codec, join(folder, name)];
    const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$@"', 'sh', 'ffmpeg', ...words];
    const { stderr, status } = spawnSync('bash', timed, { encoding: 'utf8' });
    const [user = NaN, system = NaN] = stderr.trim().split(' ').map(Number);
    return status === 0 ? { seconds: (performance.now() - started) / 1_000, cpu: user + system } : null;
  };
  try {
    lectern('sound.wav', shortest);
    const peers = { mp3: ['-c:a', 'libmp3lame', '-b:a', '96k'], m4b: ['-c:a', 'aac', '-b:a', '64k', '-f', 'mp4'] };
    for (const [format, codec] of Object.entries(peers)) {
      const peer = ffmpeg(codec, `peer.${format}`);
      const beside = (of: keyof Pick<Cost, 'seconds' | 'cpu'>) => [
        { name: 'ffmpeg', value: peer && peer[of], why: 'no ffmpeg here' },
      ];
      const [one, split] = [lectern(`one.${format}`, shortest), lectern(`split.${format}`, shortest, 'split')];
      const what = `${format} of ${shortest} h`;
      reportBeside({ what: `${what}, one file`, unit: 's', lectern: one.seconds }, beside('seconds'));
      reportBeside({ what: `${what}, a file a chapter`, unit: 's', lectern: split.seconds }, beside('seconds'));
      const minutes = shortest * 60;
      const [own] = beside('cpu');
      const each = [{ ...own!, value: peer && peer.cpu / minutes }];
      reportBeside({ what: `${format}: CPU a minute`, unit: 's', lectern: one.cpu / minutes }, each);
      report({ what: `${format}: most memory`, unit: 'MB', lectern: one.peak });
      for (const long of longer) {
        const { seconds, peak, early } = lectern(`${long}.${format}`, long);
        report({ what: `${format} of ${long} h`, unit: 's', lectern: seconds });
        report({ what: `${format} of ${long} h: most memory`, unit: 'MB', lectern: peak });
        report({ what: `${format} of ${long} h: memory after its first quarter`, unit: 'MB', lectern: peak - early });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
