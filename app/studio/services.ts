import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { MendedPart } from '../model/status.ts';
import { createVoicesCache, type VoicesCache } from '../store/voices-cache.ts';
import type { Session } from '../synthesis/session.ts';
import { modelById } from '../together/catalog/catalog.ts';
import { transcriptionModelById } from '../together/catalog/transcription-models.ts';
import type { Together } from '../together/client.ts';
import { checkedBaseUrl } from '../together/http/base-url.ts';
import type { Receipt } from '../together/http/receipt.ts';
import type { FindProxy } from '../together/http/roads.ts';
import { publishedVoices } from '../together/catalog/voices.ts';
import type { Host } from './host.ts';

/** The two services behind one door: a model decides which of them speaks. */
export interface Services {
  /** Speaks through whichever service has the voice's model; starts the offline one at its first use. */
  readonly session: Session;
  voices(model: string, signal: AbortSignal): Promise<VoiceEntry[]>;
  /** The client of a service. */
  at(service: ServiceName): Promise<Together>;
  /** The client of whichever service has a model, of speech or of transcription. */
  client(model: string): Promise<Together>;
  close(): Promise<void>;
}

/** A service, and how it is made to speak. */
interface Speaker {
  client(): Promise<Together>;
  session: Session;
  close(): Promise<void>;
}

interface ServiceNeeds {
  /** Hears of all that may cost something. */
  onReceipt?: (receipt: Receipt) => void;
  /** The one on the way to Together, asked for before each request. */
  proxy?: FindProxy;
  /** The offline service had ended, and is back. */
  mended?: (part: MendedPart) => void;
}

/**
 * `only` sends every model to one service, as `--service` on the command line asks. A proxy is on the way to Together
 * only. What speaks with a service is loaded at its first use: it is half of all modules, and no window needs it to
 * open. Throws the Problem `address-unusable`.
 */
export function createServices(
  host: Host,
  only: ServiceName | null,
  { onReceipt = () => undefined, mended = () => undefined, proxy = async () => null }: ServiceNeeds = {},
): Services {
  const log: Host['log'] = (event, numbers) => host.log(event, numbers);
  checkedBaseUrl(host.baseUrl);
  const together = once(async (): Promise<Speaker> => {
    const { createOnline } = await import('./online.ts');
    return createOnline({ baseUrl: host.baseUrl, key: () => host.secrets.read(), log, onReceipt, proxy });
  });
  const offline = once(async (): Promise<Speaker> => {
    const { createOffline } = await import('./offline.ts');
    return createOffline(host, () => mended('voices'));
  });
  const cache = createVoicesCache(host.data, Date.now);

  const speakerAt = (service: ServiceName) => (service === 'together' ? together.get() : offline.get());
  const speakerOf = (model: string): Promise<Speaker> => {
    const { access } = modelById(model) ?? transcriptionModelById(model) ?? {};
    return speakerAt(only ?? (access === 'local' ? 'local' : 'together'));
  };
  const session: Session = {
    async *speak(spoken, voice, signal, wanted) {
      const { session } = await speakerOf(voice.model);
      yield* session.speak(spoken, voice, signal, wanted);
    },
  };
  return {
    session,
    at: async (service) => (await speakerAt(service)).client(),
    client: async (model) => (await speakerOf(model)).client(),
    voices: async (model, signal) => {
      if (!modelById(model)) throw new Problem('model-unknown', 'no such model in the catalogue');
      try {
        const client = await (await speakerOf(model)).client();
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
      await Promise.all([together, offline].map(async ({ made }) => (await made())?.close()));
    },
  };
}

/** Something that is made when it is first asked for. */
function once<Value>(make: () => Promise<Value>) {
  let value: Promise<Value> | null = null;
  return { get: () => (value ??= make()), made: () => value };
}

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
