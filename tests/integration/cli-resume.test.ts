import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startFaultServer } from '../tools/fault-server.ts';
import { ended, type Home, lectern, makeHome, startLectern } from '../tools/lectern.ts';
import { voiceOf } from '../tools/live-server.ts';

/** Two chapters, each of a title and six paragraphs: a segment each. */
const paragraphs = (chapter: number) =>
  Array.from({ length: 6 }, (_, index) => `This is paragraph ${index} of chapter ${chapter}, and nothing comes of it.`);
const book = [1, 2].flatMap((chapter) => [`# Chapter ${chapter}`, ...paragraphs(chapter)]).join('\n\n');
const SEGMENTS = 14;

/** What an undisturbed run writes, by name. */
let undisturbed: Map<string, Buffer>;

beforeAll(async () => {
  const { home, shelf, words, bought } = await made();
  expect(await lectern(home, words)).toMatchObject({ code: 0 });
  expect(bought().length).toBe(SEGMENTS);
  undisturbed = filesIn(shelf);
  expect([...undisturbed.keys()].sort()).toEqual([
    ...['book.flac', 'book/01 Chapter 1.flac', 'book/02 Chapter 2.flac', 'book/Two Chapters.m3u8'],
  ]);
}, 180_000);

/** What tests leave, the newest first. */
const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

/** A service that says so many segments and then nothing more; a document; and a folder for its files. */
async function made(said = Infinity) {
  const home = await makeHome();
  opened.push(() => home.leave());
  const stalled = Promise.withResolvers<void>();
  const held: (() => void)[] = [];
  let left = said;
  const server = await startFaultServer((response, { body }) => {
    const { input } = JSON.parse(body) as { input: string };
    const answer = () => {
      const { buffer } = voiceOf(input);
      response.writeHead(200, { 'content-type': 'audio/pcm' }).end(Buffer.from(buffer as ArrayBuffer));
    };
    left -= 1;
    if (left >= 0) return answer();
    held.push(answer);
    stalled.resolve();
  });
  let gone: Promise<void> | null = null;
  const goAway = () => (gone ??= server.stop());
  opened.push(goAway);
  Object.assign(home.environment, { TOGETHER_API_KEY: 'key', TOGETHER_BASE_URL: `${server.url}/v1` });
  const [file, shelf] = [join(home.folder, 'book.md'), join(home.folder, 'shelf')];
  mkdirSync(shelf);
  await writeFile(file, book);
  return {
    ...{ home, shelf, server, goAway, stalled: stalled.promise },
    words: ['narrate', file, '--out', join(shelf, 'book.flac'), '--chapters', 'both', '--title', 'Two Chapters'],
    bought: () => server.received.map(({ body }) => (JSON.parse(body) as { input: string }).input),
    /** Takes that the library has: whole, and on the disk. */
    kept: () => {
      const library = new DatabaseSync(join(home.folder, 'data/lectern.db'), { readOnly: true });
      const { kept } = library.prepare('SELECT count(*) AS kept FROM takes').get() as { kept: number };
      library.close();
      return kept;
    },
    /** From now on it says everything. */
    recover: () => {
      left = Infinity;
      held.splice(0).forEach((answer) => answer());
    },
  };
}

type Made = Awaited<ReturnType<typeof made>>;

function filesIn(shelf: string): Map<string, Buffer> {
  const found = readdirSync(shelf, { recursive: true, withFileTypes: true });
  return new Map(
    found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(shelf.length + 1), readFileSync(path)]),
  );
}

/** Says `narrate --resume` and nothing else; what comes of it is what an undisturbed run writes, at no price twice. */
async function expectResumed({
  home,
  shelf,
  kept,
  bought,
  recover,
}: Pick<Made, 'home' | 'shelf' | 'kept' | 'bought' | 'recover'>) {
  const [here, before] = [kept(), bought().length];
  recover();
  expect(await lectern(home, ['narrate', '--resume'])).toMatchObject({ code: 0 });
  expect(filesIn(shelf)).toEqual(undisturbed);
  const again = bought().slice(before);
  expect([again.length, new Set(again).size]).toEqual([SEGMENTS - here, SEGMENTS - here]);
}

test('killed at once in the middle, it goes on by the word --resume alone', async () => {
  const book = await made(5);
  const child = startLectern(book.home, book.words);
  const end = ended(child);
  await book.stalled;
  child.kill('SIGKILL');
  expect(await end).toMatchObject({ code: null });
  expect([...filesIn(book.shelf).keys()].filter((name) => !name.endsWith('.part'))).toEqual([]);
  await expectResumed(book);
  // Nothing is left to go on with.
  expect(await lectern(book.home, ['narrate', '--resume'])).toMatchObject({ code: 0, stdout: '' });
}, 180_000);

test('where the service goes away in the middle it fails, and goes on when there is one again', async () => {
  const first = await made(5);
  const running = lectern(first.home, [...first.words, '--json']);
  await first.stalled;
  await first.goAway();
  const { code, stdout } = await running;
  expect({ code, said: JSON.parse(stdout) }).toMatchObject({
    code: 1,
    said: { problem: { code: 'service-unreachable' } },
  });
  expect(filesIn(first.shelf)).toEqual(new Map());
  const { server, bought, recover } = await made();
  Object.assign(first.home.environment, { TOGETHER_BASE_URL: `${server.url}/v1` });
  await expectResumed({ ...first, bought, recover });
}, 180_000);

test('one that can go on no more does not hold up the next', async () => {
  const { home, shelf, words, bought, stalled, recover } = await made(5);
  const killed = async (child: ReturnType<typeof startLectern>, begun: Promise<unknown>) => {
    const end = ended(child);
    await begun;
    child.kill('SIGKILL');
    await end;
  };
  await killed(startLectern(home, words), stalled);
  const note = join(home.folder, 'note.md');
  await writeFile(note, 'A note that comes to its end.');
  const before = bought().length;
  const asked = vi.waitFor(() => expect(bought().length).toBeGreaterThan(before), { timeout: 60_000, interval: 20 });
  await killed(startLectern(home, ['narrate', note, '--out', join(shelf, 'note.wav')]), asked);
  await rm(words[1]!);
  recover();
  const { code, stdout, stderr } = await lectern(home, ['narrate', '--resume']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: `${join(shelf, 'note.wav')}\n` });
  expect(stderr).toContain('1 of 2 could not be finished.');
  expect([...filesIn(shelf).keys()].filter((name) => !name.endsWith('.part'))).toEqual(['note.wav']);
}, 180_000);

/** Starts the command line by way of another program. */
function wrapped(home: Home, wrap: readonly string[], words: readonly string[]) {
  const [program, ...flags] = wrap;
  const main = ['--disable-warning=ExperimentalWarning', join(process.cwd(), 'app/hosts/cli/main.ts')];
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return spawn(program!, [...flags, process.execPath, ...main, ...words], { env: home.environment, stdio: [...stdio] });
}

/** A mount namespace of its own: the small disk goes with it, whatever becomes of the test. */
const smallDisk = (place: string) => [
  ...['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'],
  ...['mount -t tmpfs -o size=64k small "$0" && exec "$@"', place],
];
/** Nobody in particular: root, too, may then write only where its files say so. */
const nobody = ['unshare', '--user'];
const works = (wrap: readonly string[]) => spawnSync(wrap[0]!, [...wrap.slice(1), 'true']).status === 0;

test.skipIf(!works(smallDisk('/mnt')))(
  'on a full disk it fails, and goes on where there is room',
  async () => {
    const book = await made();
    const child = wrapped(book.home, smallDisk(book.shelf), [...book.words, '--json']);
    const { code, stdout } = await ended(child);
    expect({ code, said: JSON.parse(stdout) }).toMatchObject({ code: 1, said: { problem: { code: 'disk-full' } } });
    await expectResumed(book);
  },
  180_000,
);

test.skipIf(!works(nobody))(
  'where its folder becomes read-only it fails, and goes on where it is not',
  async () => {
    const book = await made(5);
    const end = ended(wrapped(book.home, nobody, [...book.words, '--json']));
    await book.stalled;
    chmodSync(book.shelf, 0o555);
    book.recover();
    const { code, stdout } = await end.finally(() => chmodSync(book.shelf, 0o755));
    const said = { problem: { code: 'destination-unwritable' } };
    expect({ code, said: JSON.parse(stdout) }).toMatchObject({ code: 1, said });
    await expectResumed(book);
  },
  180_000,
);

test.skipIf(!works(nobody))(
  'a file that is made read-only meanwhile stays as it is, and is replaced when it may be',
  async () => {
    const book = await made(5);
    const theirs = join(book.shelf, 'book.flac');
    writeFileSync(theirs, 'an earlier book');
    const end = ended(wrapped(book.home, nobody, [...book.words, '--force', '--json']));
    await book.stalled;
    chmodSync(theirs, 0o444);
    book.recover();
    const { code, stdout } = await end;
    const said = { problem: { code: 'destination-unwritable' } };
    expect({ code, said: JSON.parse(stdout) }).toMatchObject({ code: 1, said });
    expect(readFileSync(theirs, 'utf8')).toBe('an earlier book');

    // As long as it is read-only, that is said before a word of it is bought.
    const before = book.bought().length;
    const { code: again, stderr } = await ended(wrapped(book.home, nobody, ['narrate', '--resume']));
    expect(again).toBe(1);
    expect(stderr).toContain(`Lectern cannot write there: ${theirs}.`);
    expect([readFileSync(theirs, 'utf8'), book.bought().length]).toEqual(['an earlier book', before]);

    chmodSync(theirs, 0o644);
    await expectResumed(book);
  },
  180_000,
);
