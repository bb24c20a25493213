import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../model/problem.ts';
import { places } from '../node/places.ts';

/** Runs the offline service in a process of its own until the signal; its URL goes to stdout, by itself on a line. */
export async function serveSpeech(port: number, signal: AbortSignal): Promise<string> {
  const entry = fileURLToPath(places.speechService);
  const flags = ['--disable-warning=ExperimentalWarning', entry, '--until-stdin-closes', '--port', String(port)];
  // The pipe on stdin ties the service to this process, however this process ends.
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const stop = () => child.stdin.end();
  child.stdin.on('error', () => undefined);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const [code] = await ended;
  if (code !== 0) throw new Problem('offline-service-failed', 'the offline speech service ended by itself');
  return '';
}
