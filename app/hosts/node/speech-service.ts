import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SpeechService } from '../../studio/host.ts';
import { announcedUrl } from './announced.ts';
import type { Environment } from './folders.ts';
import { withoutKey } from './secrets.ts';

/** A service that does not leave by itself is in an endless synthesis; nothing of it is worth keeping. */
const STOPS_WITHIN_MS = 2_000;

/**
 * Starts the offline speech service as a child process. It watches its stdin, a pipe that we hold: when this process
 * ends, however it ends, the pipe closes and the service goes with it.
 * Throws Problem `offline-service-failed`.
 */
export async function startSpeechService(entry: URL, environment: Environment, port = 0): Promise<SpeechService> {
  const program = ['--disable-warning=ExperimentalWarning', fileURLToPath(entry)];
  const flags = [...program, '--until-stdin-closes', '--port', String(port)];
  const child = spawn(process.execPath, flags, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: withoutKey(environment),
    // Ctrl-C in a terminal reaches the group; the service must outlive the requests that are being wound up.
    detached: true,
    windowsHide: true,
  });
  const ended = once(child, 'close').then(
    () => undefined,
    () => undefined,
  );
  child.stdin.on('error', () => undefined);
  try {
    const url = await announcedUrl(child.stdout, ended);
    const stop = () => {
      child.stdin.end();
      const stuck = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      return ended.finally(() => clearTimeout(stuck));
    };
    return { url, ended, stop, kill: () => void child.kill('SIGKILL') };
  } catch (thrown) {
    child.kill('SIGKILL');
    throw thrown;
  }
}
