import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../unit/export/exporter.ts', import.meta.url));
// Shared by all tests of this file, since half an hour of takes is 86 MB.
const folder = mkdtempSync(join(tmpdir(), 'lectern-export-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  peak: number;
  reads?: number;
  unchanged?: boolean;
  code?: string;
  beside: string[];
}

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
async function outcome(child: ChildProcess): Promise<Outcome> {
  const [printed] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
  return JSON.parse(printed) as Outcome;
}

const shelf = (name: string) => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

/** Bytes of a minute's sound: what a process that kept it all would grow by. */
const MINUTE_BYTES = 60 * 24_000 * 2;

test('half an hour of WAV takes no more memory than a minute', async () => {
  const place = shelf('memory');
  const peak = async (minutes: number) => (await outcome(start(join(place, `${minutes}.wav`), 'wav', minutes))).peak;
  const [minute, half] = [await peak(1), await peak(30)];
  // What the collector leaves lying for a while differs by 10 to 30 MB from run to run; half an hour is 86. Hours of
  // what is encoded, whose threads leave more, are measured by tests/bench.
  expect(half - minute).toBeLessThan(20 * MINUTE_BYTES);
}, 240_000);

test('what was exported before is there again without a take being read or the file being touched', async () => {
  const place = shelf('again');
  for (const format of ['wav', 'mp3']) {
    const book = join(place, `book.${format}`);
    expect(await outcome(start(book, format, 2))).toMatchObject({ unchanged: false, reads: 2 });
    const { mtimeMs, ino } = statSync(book);
    expect(await outcome(start(book, format, 2))).toMatchObject({ unchanged: true, reads: 0 });
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
    await outcome(start(join(place, `new.${format}`), format, 1));
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
    const last = await outcome(start(out, format, 2, { wrap: smallDisk(place) }));
    expect(last).toMatchObject({ code: 'disk-full', beside: ['old'] });
  });
}
