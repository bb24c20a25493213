import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const main = fileURLToPath(new URL('../../app/local/main.ts', import.meta.url));

function started(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [main, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** All that the process says until it ends, and how it ends. */
async function finished(child: ChildProcessWithoutNullStreams) {
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

const url = async (child: ChildProcessWithoutNullStreams) => String((await once(child.stdout, 'data'))[0]).trim();

const speak = (url: string, input: string) =>
  fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'lectern/flite', voice: 'slt', input }),
  });

test('it says its URL in one line, serves there, and ends with its stdin', async () => {
  const child = started('--until-stdin-closes');
  const end = finished(child);
  const address = await url(child);
  expect((await speak(address, 'Hello.')).status).toBe(200);
  child.stdin.end();
  const { code, out, err } = await end;
  expect({ code, out, err }).toEqual({ code: 0, out: `${address}\n`, err: '' });
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await expect(fetch(address)).rejects.toThrow();
});

test('without being told to, it does not end with its stdin', async () => {
  const child = started();
  const end = finished(child);
  const address = await url(child);
  child.stdin.end();
  expect((await speak(address, 'Still here.')).status).toBe(200);
  child.kill('SIGTERM');
  expect((await end).code).toBe(0);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it at once, in the middle of its work', async (signal) => {
  const child = started('--until-stdin-closes');
  const end = finished(child);
  const address = await url(child);
  await speak(address, 'Workers are there.');
  const cut = speak(address, 'This will not be heard to the end. '.repeat(280)).catch(() => 'cut off');
  child.kill(signal);
  expect(await end).toEqual({ code: 0, out: `${address}\n`, err: '' });
  expect(await cut).toBe('cut off');
});

test.each([
  ['--port', 'http'],
  ['--rate', '0'],
  ['--rate', 'x'],
  ['--port', '65536'],
  ['--port', '-1'],
  ['--port'],
  ['--host', '0.0.0.0'],
  ['8080'],
])('arguments %s %s are refused with a line', async (...args) => {
  const { code, out, err } = await finished(started(...args.filter((arg) => arg !== undefined)));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^usage: .*\n$/);
});

test('a rate is kept to', async () => {
  const address = await url(started('--rate', '1'));
  const listed = async () => (await fetch(`${address}/v1/models`)).status;
  expect([await listed(), await listed()]).toEqual([200, 429]);
});

test('a taken port is told in a line', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  expect(await finished(started('--port', String(port)))).toEqual({
    code: 1,
    out: '',
    err: `port ${port} cannot be served: EADDRINUSE\n`,
  });
});
