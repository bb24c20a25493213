import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ExportState } from '../../app/model/export.ts';
import type { PlayerState } from '../../app/model/player.ts';
import type { OpenedProject } from '../../app/model/project.ts';
import { createServices } from '../../app/studio/services.ts';
import { nodeHost } from '../../app/hosts/node/host.ts';
import { compiled } from '../tools/compiled.ts';
import { openDesk } from '../tools/dictation-desk.ts';
import { harmService, mortalThreads, services } from '../tools/killing.ts';
import { openWindow, type OpenWindow } from '../tools/open-window.ts';
import { random } from '../unit/pcm/random.ts';
import { temporaryFolder } from '../unit/store/temporary-folder.ts';

/** Deaths in each test, at moments that the seed says; many more before a release. */
const DEATHS = Number(process.env['LECTERN_DEATHS'] ?? 1);
const SEED = Number(process.env['LECTERN_SEED'] ?? 1);
/** Nobody is there: whatever is asked of it would fail. */
const NOBODY = 'http://127.0.0.1:9/v1';
const patient = { timeout: 90_000, interval: 10 };
const long = { timeout: 120_000 + DEATHS * 20_000 };

const SENTENCE = (n: number) => `Sentence number ${n} of an evening by the fire.`;
const story = (sentences: number) => Array.from({ length: sentences }, (_, n) => SENTENCE(n)).join('\n\n');
const told = <Value>({ frames }: OpenWindow, event: string): Value[] =>
  frames
    .map((frame) => JSON.parse(frame) as { event?: string; value: Value })
    .flatMap((frame) => (frame.event === event ? [frame.value] : []));
const mended = (window: OpenWindow, part: string) =>
  told<{ part: string }>(window, 'app.mended').filter((one) => one.part === part).length;

async function project(window: OpenWindow, text: string): Promise<OpenedProject> {
  await window.ask('app.chooseService', { service: 'local' });
  const { value } = await window.ask('library.read', { text });
  const order = { ...(value as { import: string }), chapters: [0], title: 'Evening', author: null };
  return (await window.ask('library.import', order)).value as OpenedProject;
}

const BLOCKS = 4;
const TEXT = story(BLOCKS);
/** ms between two deaths of many: one that dies more than five times in ten seconds is begun only when it is asked for. */
const APART = DEATHS > 5 ? 2_200 : 0;
/** Sentences that are made, and that are heard at three times the speed, for about as long as all of them take. */
const MADE = DEATHS > 5 ? DEATHS * 25 : BLOCKS;
const HEARD = DEATHS > 5 ? DEATHS * 3 : BLOCKS;

/** Kills the service `DEATHS` times, each time it is up; answers how long each took to be up again, in ms. */
async function killing(next: () => number, backs: () => number, most: number): Promise<number[]> {
  const waits: number[] = [];
  for (let death = 1; death <= DEATHS; death++) {
    await vi.waitFor(() => expect(services()).toHaveLength(1), patient);
    await sleep(APART + next() * most);
    const [before, since] = [backs(), performance.now()];
    expect(harmService('SIGKILL')).toBe(true);
    await vi.waitFor(() => expect(backs()).toBe(before + 1), { ...patient, interval: 5 });
    waits.push(Math.round(performance.now() - since));
  }
  return waits;
}

/** Exports and answers the file. */
async function exported(window: OpenWindow, order: { project: string; format: string }): Promise<Buffer> {
  const { value } = await window.ask('export.start', order);
  const { job } = value as { job: string };
  const state = () => told<ExportState>(window, 'export.changed').findLast((one) => one.job === job);
  await vi.waitFor(() => expect(['done', 'failed', 'cancelled']).toContain(state()?.phase), patient);
  const last = state()!;
  expect(last).toMatchObject({ phase: 'done' });
  const [file] = last.phase === 'done' ? last.summary.files : [];
  const bytes = await readFile(file!);
  // What stands there would not be written again.
  await rm(file!);
  return bytes;
}

/** What exports are on a machine where nothing dies. */
const calm = new Map<string, Promise<{ wav: Buffer; mp3: Buffer }>>();
const calmly = (text = TEXT) => calm.get(text) ?? calm.set(text, unharmed(text)).get(text)!;

async function unharmed(text: string) {
  const window = await openWindow(NOBODY);
  const { id } = await project(window, text);
  const wav = await exported(window, { project: id, format: 'wav' });
  const mp3 = await exported(window, { project: id, format: 'mp3' });
  await window.close();
  return { wav, mp3 };
}

test.runIf(process.platform === 'linux')(
  'an export loses no sample to a speech service that dies over and over',
  long,
  async () => {
    const text = story(MADE);
    const { wav: expected } = await calmly(text);
    const wild = await openWindow(NOBODY);
    const { id } = await project(wild, text);
    const dying = killing(random(SEED), () => mended(wild, 'voices'), 300);
    const found = await exported(wild, { project: id, format: 'wav' });
    expect(found.equals(expected)).toBe(true);
    report('service, export', await dying);
  },
);

test.runIf(process.platform === 'linux')(
  'a service that takes what it is asked and answers nothing is ended, and what was asked of it is done',
  long,
  async () => {
    const { wav: expected } = await calmly();
    const wild = await openWindow(NOBODY);
    const { id } = await project(wild, TEXT);
    expect(await wild.ask('voices.list', { model: 'lectern/flite' })).not.toHaveProperty('problem');
    const since = performance.now();
    expect(harmService('SIGSTOP')).toBe(true);
    expect((await exported(wild, { project: id, format: 'wav' })).equals(expected)).toBe(true);
    expect(mended(wild, 'voices')).toBe(1);
    report('service, hang', [Math.round(performance.now() - since)]);
  },
);

test.runIf(process.platform === 'linux')(
  'a narration is heard to its end while its speech service dies over and over',
  long,
  async () => {
    const text = story(HEARD);
    const { wav: expected } = await calmly(text);
    const wild = await openWindow(NOBODY);
    const { id } = await project(wild, text);
    await wild.ask('player.choose', { speed: 3 });
    expect(await wild.ask('player.play', { project: id })).not.toHaveProperty('problem');
    const waits = await killing(random(SEED + 1), () => mended(wild, 'voices'), 500);
    const states = () => told<PlayerState>(wild, 'player.changed');
    await vi.waitFor(() => expect(states().at(-1)?.phase).toBe('idle'), patient);
    expect(states().filter(({ phase }) => phase === 'failed')).toEqual([]);
    const heard = new Set(states().flatMap((state) => ('spot' in state ? [state.spot.block] : [])));
    expect(heard.size).toBe(HEARD);
    expect((await exported(wild, { project: id, format: 'wav' })).equals(expected)).toBe(true);
    report('service, play', waits);
  },
);

test('an export whose threads die is the file that it would have been', long, async () => {
  const { mp3: expected } = await calmly();
  const wild = await openWindow(NOBODY);
  const { id } = await project(wild, TEXT);
  const next = random(SEED + 2);
  let ended = 0;
  // A file is begun three times at most, so that what cannot be encoded does not go on for ever.
  for (let round = 0; round < DEATHS; round++) {
    const before = mended(wild, 'encoder');
    const threads = mortalThreads([next() * 60, next() * 150]);
    const found = await exported(wild, { project: id, format: 'mp3' });
    threads.spare();
    ended += threads.ended;
    expect(mended(wild, 'encoder') - before).toBeLessThanOrEqual(threads.ended);
    expect(found.equals(expected)).toBe(true);
  }
  expect([ended > 0, mended(wild, 'encoder') > 0]).toEqual([true, true]);
});

test('a document whose reader dies is read all the same', long, async () => {
  const wild = await openWindow(NOBODY);
  const next = random(SEED + 3);
  const book = await readFile('tests/fixtures/documents/the-lantern-keeper.epub');
  const read = async () => {
    const ticket = await wild.lend('book.epub', book);
    const { value } = await wild.ask('library.read', { ticket });
    return wild.ask('library.preview', value);
  };
  const { value: expected } = await read();
  let ended = 0;
  for (let round = 0; round < DEATHS; round++) {
    const threads = mortalThreads([next() * 150]);
    expect((await read()).value).toEqual(expected);
    threads.spare();
    ended += threads.ended;
  }
  expect(mended(wild, 'reader')).toBeGreaterThan(0);
  expect(mended(wild, 'reader')).toBeLessThanOrEqual(ended);
});

/** Of half a second and a pause of one each: a recogniser takes five times as long for noise as it lasts. */
const TURNS = DEATHS;
const WORD = 0.5;
const recogniser = 'lectern/pocketsphinx';

// Its recogniser takes a minute on a machine that is busy otherwise, so that only a long run has it.
test.runIf(process.platform === 'linux' && 'LECTERN_DEATHS' in process.env)(
  'a dictation keeps every second while its recogniser dies over and over',
  long,
  async () => {
    const data = temporaryFolder();
    const personal = { redeem: () => null, destination: async () => null, reveal: async () => undefined };
    let backs = 0;
    // A log's last line may be on its way still when the folder is removed.
    const log = () => undefined;
    const host = { ...nodeHost({ LECTERN_DATA: data, ...compiled }, { name: 'web', ...personal }), log };
    const services = createServices(host, 'local', { mended: () => backs++ });
    onTestFinished(() => services.close());
    const client = () => services.client(recogniser);
    await client();
    const desk = await openDesk(NOBODY, undefined, {}, { model: recogniser, client });
    await desk.dictation.start();
    const dying = killing(random(SEED + 4), () => backs, 300);
    for (let turn = 0; turn < TURNS; turn++) {
      desk.microphone.say(WORD);
      await sleep(400);
    }
    await dying;
    await desk.dictation.stop();
    await vi.waitFor(() => expect(desk.archive.list()).toMatchObject([{ status: 'done', problem: null }]), patient);
    // What is said is noise, of which a recogniser makes what it will; it is the sound that must be there.
    expect(desk.archive.list()[0]!.seconds).toBeCloseTo((WORD + 1) * TURNS);
    report('recogniser, dictation', await dying);
  },
);

/** Ms until the part was back, each time. */
const report = (what: string, waits: number[]) => console.log(JSON.stringify({ [what]: waits }));
