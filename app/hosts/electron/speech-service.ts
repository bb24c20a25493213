import { setTimeout as delay } from 'node:timers/promises';
import { utilityProcess } from 'electron';
import type { SpeechService } from '../../studio/host.ts';
import { announcedUrl } from '../node/announced.ts';
import type { Environment } from '../node/folders.ts';
import { withoutKey } from '../node/secrets.ts';

/** As in hosts/node: what does not leave by then goes with the app. */
const STOPS_WITHIN_MS = 2_000;

/**
 * Starts the offline speech service as a utility process, which ends with the app, however that ends.
 * Throws Problem `offline-service-failed`.
 */
export async function startSpeechService(entry: string, environment: Environment, port = 0): Promise<SpeechService> {
  const child = utilityProcess.fork(entry, ['--port', String(port)], {
    serviceName: 'Lectern voices',
    // What a synthesiser says is nobody's to read, and a full pipe would stop it.
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...withoutKey(environment) },
  });
  // Its end follows, and is told; without a listener an error that V8 cannot recover from would end the app, too.
  child.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    const { pid } = child;
    child.kill();
    try {
      // Electron's own is a SIGTERM, which the service hears in a turn of its loop; where it hangs there is none.
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    } catch {
      // It has gone by itself.
    }
  };
  try {
    const url = await announcedUrl(child.stdout!, ended);
    const stop = async () => {
      child.kill();
      await Promise.race([ended, delay(STOPS_WITHIN_MS, undefined, { ref: false })]);
    };
    return { url, ended, stop, kill };
  } catch (thrown) {
    kill();
    throw thrown;
  }
}
