import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import { createVoicesCache, type VoicesCache } from '../store/voices-cache.ts';
import { chosenSession } from '../synthesis/choose.ts';
import type { Session } from '../synthesis/session.ts';
import { modelById } from '../together/catalog/catalog.ts';
import { transcriptionModelById } from '../together/catalog/transcription-models.ts';
import { createTogether, type Together } from '../together/client.ts';
import type { Receipt } from '../together/http/receipt.ts';
import { publishedVoices } from '../together/catalog/voices.ts';
import type { Host, SpeechService } from './host.ts';

/** The two services behind one door: a model decides which of them speaks. */
export interface Services {
  /** Speaks through whichever service has the voice's model; starts the offline one at its first use. */
  readonly session: Session;
  voices(model: string, signal: AbortSignal): Promise<VoiceEntry[]>;
  /** The client of whichever service has a model, of speech or of transcription. */
  client(model: string): Promise<Together>;
  close(): Promise<void>;
}

/** A service, and how it is made to speak. */
interface Speaker {
  client: Together;
  session: Session;
}

interface Local extends Speaker {
  service: SpeechService;
}

/**
 * `only` sends every model to one service, as `--service` on the command line asks. `onReceipt` hears of all that may
 * cost something.
 */
export function createServices(
  host: Host,
  only: ServiceName | null,
  onReceipt: (receipt: Receipt) => void = () => undefined,
): Services {
  const together = speaker(
    createTogether({ baseUrl: host.baseUrl, key: () => host.secrets.read(), log: logOf(host), onReceipt }),
  );
  const cache = createVoicesCache(host.data, Date.now);
  let local: Promise<Local> | null = null;

  const speakerOf = async (model: string): Promise<Speaker> => {
    const { access } = modelById(model) ?? transcriptionModelById(model) ?? {};
    const name = only ?? (access === 'local' ? 'local' : 'together');
    if (name === 'together') return together;
    return (local ??= startLocal(host, () => (local = null)));
  };
  const session: Session = {
    async *speak(spoken, voice, signal, wanted) {
      const { session } = await speakerOf(voice.model);
      yield* session.speak(spoken, voice, signal, wanted);
    },
  };
  return {
    session,
    client: async (model) => (await speakerOf(model)).client,
    voices: async (model, signal) => {
      if (!modelById(model)) throw new Problem('model-unknown', 'no such model in the catalogue');
      try {
        const { client } = await speakerOf(model);
        const listed = await client.voices(model, signal);
        // A list that cannot be kept is a list all the same.
        await cache.write(model, listed).catch(() => host.log('voices-not-kept'));
        return listed;
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        return await remembered(model, thrown, { host, cache });
      }
    },
    async close() {
      const running = await local?.catch(() => null);
      await Promise.all([together.client.close(), running?.client.close()]);
      await running?.service.stop();
    },
  };
}

const speaker = (client: Together): Speaker => ({ client, session: chosenSession(client, Date.now) });
const logOf =
  (host: Host): Host['log'] =>
  (event, numbers) =>
    host.log(event, numbers);

/** Without a key or a network there are still the last list, and the names that Together has published. */
async function remembered(
  model: string,
  problem: Problem,
  { host, cache }: { host: Host; cache: VoicesCache },
): Promise<VoiceEntry[]> {
  const last = await cache.read(model);
  if (last) {
    host.log('voices-remembered', { code: problem.code, ageMs: last.age });
    return last.voices;
  }
  const published = publishedVoices(model);
  if (published.length === 0) throw problem;
  host.log('voices-published', { code: problem.code });
  return published;
}

/** `gone` is called when the service has ended or never came up, so that the next use starts it anew. */
async function startLocal(host: Host, gone: () => void): Promise<Local> {
  try {
    const service = await host.startSpeechService();
    const baseUrl = `${service.url}/v1`;
    const client = createTogether({ baseUrl, key: async () => null, keyless: true, log: logOf(host) });
    void service.ended.then(() => {
      host.log('speech-service-ended');
      gone();
      return client.close();
    });
    return { service, ...speaker(client) };
  } catch (thrown) {
    gone();
    throw thrown;
  }
}
