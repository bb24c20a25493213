import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startSpeechService } from '../../../app/hosts/node/speech-service.ts';

const real = new URL('../../../app/local/main.ts', import.meta.url);

/** A program that is started in the service's place. */
async function program(source: string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-service-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'main.mjs'), source);
  return pathToFileURL(join(folder, 'main.mjs'));
}

test('the service says where it is, answers there, and is gone once it was stopped', async () => {
  const service = await startSpeechService(real, process.env);
  onTestFinished(service.stop);
  expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const voices = await fetch(`${service.url}/v1/voices`);
  expect(voices.status).toBe(200);
  await voices.arrayBuffer();
  await service.stop();
  await service.ended;
  await expect(fetch(`${service.url}/v1/voices`)).rejects.toThrow();
  await service.stop();
});

test('it gets the environment without the key', async () => {
  const entry = await program(`
    const port = ('TOGETHER_API_KEY' in process.env ? 1 : 2) + (process.env.GREETING === 'hello' ? 10 : 20);
    console.log('http://127.0.0.1:' + port);
    process.stdin.resume();
  `);
  const service = await startSpeechService(entry, { ...process.env, TOGETHER_API_KEY: 'tgp_1234', GREETING: 'hello' });
  await service.stop();
  expect(service.url).toBe('http://127.0.0.1:12');
});

test('one that hangs, and hears nothing, is ended at once', async () => {
  const entry = await program(`
    process.on('SIGTERM', () => undefined);
    process.stdout.write('http://127.0.0.1:1\\n', () => { for (;;); });
  `);
  const service = await startSpeechService(entry, process.env);
  service.kill();
  await service.ended;
});

test('its end is told, whoever ended it', async () => {
  const entry = await program(`
    console.log('http://127.0.0.1:1');
    process.kill(process.pid, 'SIGKILL');
  `);
  const service = await startSpeechService(entry, process.env);
  await service.ended;
});

test.each([
  ['ends before it said anything', 'process.exit(1);'],
  ['does not even load', 'import "./nowhere.mjs";'],
  ['says something else', 'console.log("Hello."); setInterval(() => {}, 1000);'],
  ['says that it is elsewhere', 'console.log("http://example.com:80"); setInterval(() => {}, 1000);'],
])('one that %s is a problem', async (_what, source) => {
  const started = startSpeechService(await program(source), process.env);
  await expect(started).rejects.toMatchObject({ code: 'offline-service-failed', retryable: true });
});

test('one that does not heed the end of its stdin is killed', async () => {
  const entry = await program(`
    console.log('http://127.0.0.1:1');
    process.stdin.on('end', () => setInterval(() => {}, 1000)).resume();
  `);
  const service = await startSpeechService(entry, process.env);
  const before = performance.now();
  await service.stop();
  expect(performance.now() - before).toBeGreaterThan(1_900);
});

test('one that goes on talking is not stopped by a full pipe', async () => {
  const entry = await program(`
    console.log('http://127.0.0.1:1');
    process.stdout.write('x'.repeat(4_000_000), () => process.exit());
  `);
  const service = await startSpeechService(entry, process.env);
  await service.ended;
});
