import { appendFile, mkdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { OpenedProject } from '../../app/model/project.ts';
import { plainProblem } from '../../app/model/problem.ts';
import { explain } from '../../app/words/problems.ts';
import { startFaultServer } from '../tools/fault-server.ts';
import { openWindow } from '../tools/open-window.ts';
import { clientOf, KEY, movedClock } from '../tools/together.ts';

const json = (status: number) => (response: ServerResponse) =>
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(status === 200 ? '[]' : '{"error":{"message":"no","type":"x","param":null,"code":null}}');

async function tested(answer: (response: ServerResponse) => unknown) {
  const server = await startFaultServer(answer);
  onTestFinished(() => server.stop());
  const { ask } = await openWindow(`${server.url}/v1`);
  await ask('app.saveKey', { key: KEY });
  return { ...(await ask('settings.test', { service: 'together' })), received: server.received };
}

test('a test asks for the models with the key, once, and tells how long that took', async () => {
  const { value, received } = await tested(json(200));
  expect(value).toEqual({ ms: expect.any(Number) as number });
  expect(received.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
    ['GET', '/v1/models', `Bearer ${KEY}`],
  ]);
});

test.each([
  ['a key that is refused', json(401), 'Together AI refused the key.'],
  ['an account without credit', json(402), 'Your Together AI account has no credit left or has met its limit.'],
  ['an account that is locked', json(403), 'Together AI does not let this account in. It said: “no”'],
  ['too many requests', json(429), 'The voice service asked for a pause between requests.'],
  ['a service that is busy', json(503), 'The voice service is very busy.'],
  ['a service that is down', json(500), 'The voice service failed. It said: “no”'],
  [
    'a page that wants a person to sign in',
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hotel</h1>'),
    'Something else answered in the place of the voice service.',
  ],
  [
    'a way that leads elsewhere',
    (response: ServerResponse) => response.writeHead(302, { location: 'http://hotel.example/' }).end(),
    'Something else answered in the place of the voice service.',
  ],
])('a test names what failed: %s', async (_what, answer, sentence) => {
  const { problem, received } = await tested(answer);
  expect(explain(problem!).happened).toBe(sentence);
  expect(received).toHaveLength(1);
});

test('a test names what failed: nobody there, no name, no safe connection', async () => {
  const server = await startFaultServer(json(200));
  onTestFinished(() => server.stop());
  const happened = async (url: string) => {
    const { client } = clientOf(url, { clock: movedClock() });
    onTestFinished(() => client.close());
    const thrown: unknown = await client.greet(new AbortController().signal).catch((thrown: unknown) => thrown);
    return explain(plainProblem(thrown)).happened;
  };
  expect(await happened('http://127.0.0.1:9')).toBe('The voice service cannot be reached.');
  // What a name comes to that is none depends on whether there is a network at all.
  expect(await happened('https://speech.invalid')).toMatch(
    /^(The name of the voice service was not found|There is no network)\.$/,
  );
  expect(await happened(server.url.replace('http:', 'https:'))).toMatch(/^No safe connection/);
});

test('a new script has the voice that was chosen, where it speaks its language', async () => {
  const { ask, lend } = await openWindow('http://127.0.0.1:9/v1');
  await ask('app.chooseService', { service: 'local' });
  const wish = { model: 'lectern/flite', voice: 'rms', language: 'en-us' };
  expect(await ask('settings.chooseVoice', { service: 'local', voice: wish })).toEqual({
    value: { together: null, local: wish },
  });
  const voiceOf = async (name: string, text: string) => {
    const { value } = await ask('library.read', { ticket: await lend(name, text) });
    const order = { ...(value as { import: string }), chapters: [0], title: name, author: null };
    return ((await ask('library.import', order)).value as OpenedProject).voice;
  };
  expect(await voiceOf('a.html', '<html lang="en"><h1>One</h1><p>Once upon a time.</html>')).toMatchObject(wish);
  expect(await voiceOf('b.html', '<html lang="de"><h1>Eins</h1><p>Es war einmal.</html>')).toMatchObject({
    model: 'lectern/espeak-ng',
  });
});

test('diagnostics hold versions, devices and the log, and neither key nor whose folder it is', async () => {
  const { ask, data } = await openWindow('https://speech.example/v1');
  await ask('app.saveKey', { key: KEY });
  await mkdir(data, { recursive: true });
  const lines = Array.from({ length: 300 }, (_, n) => `{"event":"line-${n}"}`);
  const private_ = [`{"path":"${join(homedir(), 'novel.txt')}"}`, `{"key":"${KEY}"}`, `{"input":"Anna’s AirPods"}`];
  await appendFile(join(data, 'lectern.log'), `${[...lines, ...private_].join('\n')}\n`);
  const text = await vi.waitFor(async () => {
    const { value } = await ask('settings.diagnostics');
    return (value as { text: string }).text;
  });
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(text).toContain(`Lectern ${version} (web)`);
  expect(text).toContain('Service: together at https://speech.example, with a key');
  expect(text).toContain('Log, the last 200 lines:');
  expect(text).toContain('line-299');
  expect(text).not.toContain('line-50"');
  for (const secret of [KEY, homedir(), 'Anna']) expect(text).not.toContain(secret);
  expect(text).toContain('~/novel.txt');
  expect((await ask('settings.health')).value).toEqual({
    ...{ stopToText: null, spent: 0, log: join(data, 'lectern.log') },
  });
});
