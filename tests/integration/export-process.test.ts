import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../unit/export/exporter.ts', import.meta.url));
// Shared by all tests of this file, since an hour of takes is 170 MB.
const folder = mkdtempSync(join(tmpdir(), 'lectern-export-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = { done?: number; memory?: number; peak?: number; reads?: number; unchanged?: boolean; code?: string } & {
  beside?: string[];
};

interface Circumstances {
  /** The process is killed once it has written so many minutes. */
  death?: number;
  wrap?: string[];
}

function start(out: string, format: string, minutes: number, { death, wrap = [] }: Circumstances = {}): ChildProcess {
  const words = [program, data, out, format, `${minutes}`, ...(death ? [`${death}`] : [])];
  const [command, ...rest] = [...wrap, process.execPath, '--disable-warning=ExperimentalWarning', ...words];
  return spawn(command!, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Runs to the end; a worker thread that was left over would keep the process, and this, from ending. */
async function lines(child: ChildProcess): Promise<Line[]> {
  const [printed] = await Promise.all([Array.fromAsync(createInterface(child.stdout!)), once(child, 'exit')]);
  return printed.map((line) => JSON.parse(line) as Line);
}

const shelf = (name: string) => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

/** Bytes of a minute's sound: what a process that kept it all would grow by. */
const MINUTE_BYTES = 60 * 24_000 * 2;

test('an hour of WAV takes no more memory than a minute', async () => {
  const place = shelf('memory');
  const peak = async (minutes: number) =>
    (await lines(start(join(place, `${minutes}.wav`), 'wav', minutes))).at(-1)!.peak!;
  const [minute, hour] = [await peak(1), await peak(60)];
  // What the collector leaves lying for a while differs by 10 to 30 MB from run to run; an hour is 173.
  expect(hour - minute).toBeLessThan(20 * MINUTE_BYTES);
}, 240_000);

test('twenty minutes of MP3 take no more memory in their second half than in their first', async () => {
  const place = shelf('mp3');
  /** By how much more memory the second half takes, in bytes; each of another length, so that each is encoded. */
  const growth = async (minutes: number) => {
    const printed = await lines(start(join(place, `${minutes}.mp3`), 'mp3', minutes));
    const usual = (from: number, to: number) => {
      const own = printed.flatMap(({ done = -1, memory = 0 }) => (done >= from && done < to ? memory : []));
      return own.toSorted((one, other) => one - other)[own.length >> 1]!;
    };
    return usual(12, 21) - usual(3, 12);
  };
  // Half of what it would grow by, every time, if it kept the sound. What the collectors of two threads leave lying
  // is as much now and then, but not every time.
  const most = 4.5 * MINUTE_BYTES;
  let least = Infinity;
  for (let minutes = 20; minutes < 23 && least >= most; minutes++) least = Math.min(least, await growth(minutes));
  expect(least).toBeLessThan(most);
}, 240_000);

test('what was exported before is there again without a take being read or the file being touched', async () => {
  const place = shelf('again');
  for (const format of ['wav', 'mp3']) {
    const book = join(place, `book.${format}`);
    expect((await lines(start(book, format, 2))).at(-1)).toMatchObject({ unchanged: false, reads: 2 });
    const { mtimeMs, ino } = statSync(book);
    expect((await lines(start(book, format, 2))).at(-1)).toMatchObject({ unchanged: true, reads: 0 });
    expect(statSync(book)).toMatchObject({ mtimeMs, ino });
  }
}, 120_000);

for (const format of ['wav', 'mp3']) {
  test(`killed while it writes a ${format}, it leaves no file of that name, and the next export clears up`, async () => {
    const place = shelf(`killed-${format}`);
    const old = join(place, `old.${format}`);
    writeFileSync(old, 'an earlier book');
    for (const out of [join(place, `new.${format}`), old]) {
      // A length of its own, so that no finished file of the tests above is used again.
      const child = start(out, format, 5, { death: 3 });
      const [, signal] = (await once(child, 'exit')) as [null, string];
      expect(signal).toBe('SIGKILL');
    }
    const left = readdirSync(place);
    expect(left.filter((name) => !name.endsWith('.part'))).toEqual([`old.${format}`]);
    // The second has swept out what the first left.
    expect(left.filter((name) => name.endsWith('.part')).length).toBe(1);
    expect(readFileSync(old, 'utf8')).toBe('an earlier book');
    await lines(start(join(place, `new.${format}`), format, 1));
    expect(readdirSync(place).sort()).toEqual([`new.${format}`, `old.${format}`]);
  }, 120_000);
}

/** A shell in a mount namespace of its own: the small disk goes with it, whatever becomes of the test. */
const smallDisk = (mountPoint: string) => [
  ...['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'],
  ...['mount -t tmpfs -o size=300k small "$0" && echo earlier > "$0/old" && exec "$@"', mountPoint],
];
const canMount = spawnSync('unshare', smallDisk('/mnt').concat('true').slice(1)).status === 0;

for (const format of ['wav', 'mp3']) {
  test.skipIf(!canMount)(`a full disk under a ${format} is said, and nothing is left on it`, async () => {
    const place = shelf(`full-${format}`);
    const out = join(place, `book.${format}`);
    const last = (await lines(start(out, format, 2, { wrap: smallDisk(place) }))).at(-1)!;
    expect(last).toMatchObject({ code: 'disk-full', beside: ['old'] });
  });
}
