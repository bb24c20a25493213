import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { chanceOf } from '../tools/mutate.ts';
import { mutatedInput } from '../tools/mutated-input.ts';
import { type Attack, type Honest, malformed, names, oversized, paths, replays, tokens } from '../tools/web-attacks.ts';
import { type ServedHost, serveHost } from './host-web-host.ts';
import { sendRaw } from './host-web-socket.ts';

/** Random ones besides those that were thought of, the same for the same seed. */
const SEED = Number(process.env['LECTERN_SEED'] ?? 1);
const RANDOM = Number(process.env['LECTERN_ATTACKS'] ?? 150);
/** Connections at a time. */
const TOGETHER = 20;

let host: ServedHost;
let honest: Honest;
let tried = 0;
beforeAll(async () => {
  // As many as there are, so that each is refused for what it is.
  host = await serveHost({ perSecond: 1e6, atOnce: 1e6 });
  honest = { port: host.port, cookie: host.cookie, token: tokenOf(host.web.link()) };
});
afterAll(() => host.leave());

/** A number that no mutation of 1 comes to. */
const ASKED = 777;

const tokenOf = (link: string) => new URL(link).searchParams.get('token')!;

const open = async (token: string) => (await fetch(`${host.origin}/?token=${token}`, { redirect: 'manual' })).status;

/** Nobody gets in, nothing is given out, nothing is kept, and nobody was asked anything. */
async function withstand(attacks: readonly Attack[]): Promise<void> {
  const before = [await host.kept(), host.calls.length];
  const through: string[] = [];
  for (let at = 0; at < attacks.length; at += TOGETHER) {
    const some = attacks.slice(at, at + TOGETHER);
    const replies = await Promise.all(some.map(({ bytes }) => sendRaw(host.port, bytes)));
    replies.forEach((reply, index) => {
      const { name, refused } = some[index]!;
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1] ?? 0);
      const body = reply.slice(reply.indexOf('\r\n\r\n') + 1);
      const leaks = /set-cookie|access-control-|<title>|export \{\}|"ticket"/i.test(reply) || /^\s*secret/.test(body);
      if (leaks || !refused.includes(status)) through.push(`${name}: ${status}`);
    });
  }
  tried += attacks.length;
  expect(through).toEqual([]);
  expect([await host.kept(), host.calls.length, host.listening()]).toEqual([...before, 0]);
}

test('no path leads out of the window’s folder', () => withstand(paths(honest)));
test('no name that merely comes to this machine is ours', () => withstand(names(honest)));
test('what is too much is refused', () => withstand(oversized(honest)));

test('no token but the right one opens anything, and none of them spends it', async () => {
  await withstand(tokens(honest, SEED));
});

test('what was seen once opens nothing to somebody else', async () => {
  const spent = tokenOf(host.web.link());
  expect(await open(spent)).toBe(303);
  await withstand(replays(honest, spent));
});

test('requests that are broken at random get nowhere', () => withstand(malformed(honest, SEED, RANDOM)));

test('messages that are broken at random, or name a prototype, are answered with a problem or not at all', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/contract`, {
    origin: host.origin,
    headers: { cookie: host.cookie },
  });
  await once(socket, 'open');
  const chance = chanceOf(SEED);
  const good = { id: 1, call: 'library.open', input: { project: 'p' } };
  const replies: { id: number; problem?: { code: string } }[] = [];
  socket.on('message', (data: Buffer) => replies.push(JSON.parse(data.toString()) as never));
  const evil = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', '__defineGetter__', 'then'];
  const calls = [...evil, ...evil.map((name) => `library.${name}`), ...evil.map((name) => `${name}.list`)];
  for (const call of calls) socket.send(JSON.stringify({ id: ASKED, call }));
  for (let at = 0; at < RANDOM; at++) socket.send(JSON.stringify(mutatedInput(good, chance)));
  socket.send(JSON.stringify({ id: 3, call: 'library.list' }));
  await expect.poll(() => replies.at(-1), { timeout: 20_000 }).toMatchObject({ id: 3, value: [] });
  tried += calls.length + RANDOM;
  expect(replies.filter(({ id }) => id === ASKED).map(({ problem }) => problem?.code)).toEqual(
    calls.map(() => 'call-unknown'),
  );
  expect(replies.filter(({ problem }) => problem && !/^call-/.test(problem.code))).toEqual([]);
  expect(new Set(host.calls.map(({ call }) => call))).toEqual(new Set(['library.open', 'library.list']));
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  socket.terminate();
  await expect.poll(() => host.listening()).toBe(0);
});

test('strangers who ask too much are told to wait, while the honest browser and an open link are answered', async () => {
  const usual = await serveHost();
  onTestFinished(usual.leave);
  const { port } = usual;
  const bytes = Buffer.from(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  const replies = await Promise.all(Array.from({ length: 150 }, () => sendRaw(port, bytes)));
  const limited = replies.filter((reply) => reply.startsWith('HTTP/1.1 429 '));
  expect(limited.length).toBeGreaterThan(20);
  const link = await fetch(usual.web.link(), { redirect: 'manual' });
  expect(link.status).toBe(303);
  const page = await fetch(usual.origin, { headers: { cookie: usual.cookie } });
  expect([page.status, await page.text()]).toEqual([200, '<title>Lectern</title>']);
});

test('there were five hundred attacks and more, and the link that nobody opened still opens once', async () => {
  expect(tried).toBeGreaterThanOrEqual(500);
  expect(await open(honest.token)).toBe(303);
  expect(await open(honest.token)).toBe(401);
});
