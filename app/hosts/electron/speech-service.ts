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
export async function startSpeechService(entry: string, environment: Environment): Promise<SpeechService> {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Lectern voices',
    // What a synthesiser says is nobody's to read, and a full pipe would stop it.
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...withoutKey(environment) },
  });
  // Its end follows, and is told; without a listener an error that V8 cannot recover from would end the app, too.
  child.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const url = await announcedUrl(child.stdout!, ended);
    const stop = async () => {
      child.kill();
      await Promise.race([ended, delay(STOPS_WITHIN_MS, undefined, { ref: false })]);
    };
    return { url, ended, stop };
  } catch (thrown) {
    child.kill();
    throw thrown;
  }
}
