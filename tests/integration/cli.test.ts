import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ended, firstLine, type Home, lectern, makeHome, startLectern } from '../tools/lectern.ts';

let home: Home;
let note: string;

beforeAll(async () => {
  home = await makeHome();
  note = join(home.folder, 'note.txt');
  await writeFile(note, 'A short note.\n\nThe wind had turned in the night. Nobody heard it but the cat.\n');
});
afterAll(() => home.leave());

const out = (name: string) => join(home.folder, name);

test('a note becomes a WAV file, and a second time it costs and encodes nothing', async () => {
  const first = await lectern(home, ['narrate', note, '--out', out('note.wav'), '--json']);
  expect(first).toMatchObject({ code: 0 });
  const summary = JSON.parse(first.stdout) as Record<string, unknown>;
  expect(summary).toMatchObject({ files: [out('note.wav')], cached: 0, cost: 0, unchanged: false });
  const again = await lectern(home, ['narrate', note, '--out', out('note.wav'), '--json']);
  expect(JSON.parse(again.stdout)).toEqual({ ...summary, cached: summary['segments'], unchanged: true });
});

test('a WAV and an MP3 of one note share their takes', async () => {
  await lectern(home, ['narrate', note, '--out', out('one.wav')]);
  const mp3 = await lectern(home, ['narrate', note, '--out', out('one.mp3'), '--json']);
  const summary = JSON.parse(mp3.stdout) as { cached: number; segments: number };
  expect(summary.cached).toBe(summary.segments);
});

test('script shows what would be spoken and synthesises nothing', async () => {
  const fresh = await makeHome();
  const { code, stdout } = await lectern(fresh, ['script', note, '--json']);
  const data = await readdir(join(fresh.folder, 'data'), { recursive: true });
  await fresh.leave();
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    language: null,
    cost: 0,
    chapters: [
      { leftOut: false, paragraphs: expect.arrayContaining([expect.stringContaining('The wind had turned')]) },
    ],
  });
  expect(data.filter((name) => name.endsWith('.pcm'))).toEqual([]);
});

test('voices lists the offline voices with their models', async () => {
  const { stdout } = await lectern(home, ['voices', '--json']);
  const voices = JSON.parse(stdout) as { model: string; id: string }[];
  expect(voices).toContainEqual(expect.objectContaining({ model: 'lectern/flite', id: 'slt' }));
  expect(voices.filter(({ model }) => model === 'lectern/espeak-ng').length).toBeGreaterThan(100);
});

test('a voice is found by its name alone', async () => {
  const { code, stdout } = await lectern(home, ['script', note, '--voice', 'rms', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ voice: { model: 'lectern/flite', voice: 'rms' } });
});

test.each([
  ['no command that exists', ['sing']],
  ['no file', ['narrate']],
  ['no out', ['narrate', 'x.txt']],
  ['an unknown option', ['narrate', 'x.txt', '--loud']],
  ['an option of another command', ['voices', '--out', 'x.mp3']],
  ['a file too many', ['script', 'a.txt', 'b.txt']],
  ['neither a file to write nor a wish to hear it', ['narrate', 'package.json', '--speed', '2']],
  ['nothing to say', ['say', '-']],
  ['no such service', ['voices', '--service', 'cloud']],
  ['a port that is none', ['serve', '--port', '70000']],
  ['no such file', ['narrate', '/nowhere/book.epub', '--out', 'x.mp3']],
  ['a format that nobody knows', ['narrate', 'package.json', '--out', 'x.exe']],
])('%s is bad usage: exit 2 and a line that says why', async (_what, words) => {
  const { code, stdout, stderr } = await lectern(home, words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim()).not.toBe('');
});

test('without a loudspeaker nothing is played or bought: exit 1, and why', async () => {
  const fresh = await makeHome();
  // A sound server that is not there, so that no card of this machine is taken for the missing one.
  const alsa = join(fresh.folder, 'alsa.conf');
  await writeFile(
    alsa,
    'pcm.!default { type pulse hint { show on description "Default" } }\nctl.!default { type pulse }',
  );
  Object.assign(fresh.environment, { ALSA_CONFIG_PATH: alsa, PULSE_SERVER: 'unix:/nowhere' });
  for (const words of [
    ['say', 'Hello', '--json'],
    ['narrate', note, '--play', '--out', out('silent.wav'), '--json'],
  ]) {
    const { code, stdout } = await lectern(fresh, words);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ problem: { code: 'sound-unavailable' } });
  }
  const data = await readdir(fresh.folder, { recursive: true });
  await fresh.leave();
  expect(data.filter((name) => /\.(pcm|wav)$/.test(name))).toEqual([]);
});

test('an unknown voice is exit 2, with the problem as JSON where JSON was asked for', async () => {
  const { code, stdout } = await lectern(home, ['narrate', note, '--out', out('x.mp3'), '--voice', 'caruso', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ problem: { code: 'voice-unknown' } });
});

test('an unreachable service is exit 1 and leaves no file', async () => {
  const environment = { ...home.environment, TOGETHER_API_KEY: 'k', TOGETHER_BASE_URL: 'http://127.0.0.1:9/v1' };
  const { code } = await lectern({ ...home, environment }, ['narrate', note, '--out', out('never.mp3')]);
  expect(code).toBe(1);
  expect((await readdir(home.folder)).filter((name) => name.includes('never'))).toEqual([]);
});

test(
  'Ctrl-C ends with 130, nothing half-written, no child, and the next run goes on',
  { timeout: 120_000 },
  async () => {
    const long = join(home.folder, 'long.txt');
    const sentence = (n: number) => `This is sentence number ${n} of a rather long evening by the fire. `;
    const paragraphs = Array.from({ length: 6 }, (_, n) => sentence(n * 3) + sentence(n * 3 + 1) + sentence(n * 3 + 2));
    await writeFile(long, paragraphs.join('\n\n'));
    const child = startLectern(home, ['narrate', long, '--out', out('long.mp3')]);
    child.stderr!.once('data', () => child.kill('SIGINT'));
    expect(await ended(child)).toMatchObject({ code: 130 });
    const left = (await readdir(home.folder)).filter((name) => name.includes('long.mp3'));
    expect(left).toEqual([]);
    expect(await childrenOf(home.folder)).toEqual([]);
    const next = await lectern(home, ['narrate', long, '--out', out('long.mp3'), '--json']);
    expect(JSON.parse(next.stdout)).toMatchObject({ files: [out('long.mp3')] });
  },
);

test('the speech service prints its URL, answers there, and ends with its signal', async () => {
  const child = startLectern(home, ['speech-service']);
  const url = await firstLine(child);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const voices = await fetch(`${url}/v1/voices`);
  expect(voices.status).toBe(200);
  await voices.arrayBuffer();
  child.kill('SIGINT');
  expect(await ended(child)).toMatchObject({ code: 130 });
  await expect(fetch(`${url}/v1/voices`)).rejects.toThrow();
});

/** Processes that still run with this home in their environment. */
async function childrenOf(folder: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
      return environment.includes(`LECTERN_DATA=${folder}`) ? [id] : [];
    }),
  );
  return found.flat();
}
