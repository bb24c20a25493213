import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { Session } from '../synthesis/session.ts';
import { restSession } from '../synthesis/rest.ts';
import { modelById } from '../together/catalog.ts';
import { createTogether, type Together } from '../together/client.ts';
import { publishedVoices } from '../together/voices.ts';
import type { Host, SpeechService } from './host.ts';

/** The two services behind one door: a model decides which of them speaks. */
export interface Services {
  /** Speaks through whichever service has the voice's model; starts the offline one at its first use. */
  readonly session: Session;
  voices(model: string, signal: AbortSignal): Promise<VoiceEntry[]>;
  close(): Promise<void>;
}

interface Local {
  service: SpeechService;
  client: Together;
}

/** `only` sends every model to one service, as `--service` on the command line asks. */
export function createServices(host: Host, only: ServiceName | null): Services {
  const together = createTogether({ baseUrl: host.baseUrl, key: () => host.secrets.read() });
  let local: Promise<Local> | null = null;

  const client = async (model: string): Promise<Together> => {
    const name = only ?? (modelById(model)?.access === 'local' ? 'local' : 'together');
    if (name === 'together') return together;
    local ??= startLocal(host, () => (local = null));
    return (await local).client;
  };
  const session: Session = {
    async *speak(spoken, voice, signal) {
      const session = restSession(await client(voice.model));
      yield* session.speak(spoken, voice, signal);
    },
  };
  return {
    session,
    voices: async (model, signal) => {
      if (!modelById(model)) throw new Problem('model-unknown', 'no such model in the catalogue');
      try {
        return await (await client(model)).voices(model, signal);
      } catch (thrown) {
        // Without a key or a network there are still the names that Together has published.
        const published = publishedVoices(model);
        if (!(thrown instanceof Problem) || published.length === 0) throw thrown;
        host.log('voices-published', { code: thrown.code });
        return published;
      }
    },
    async close() {
      const running = await local?.catch(() => null);
      await Promise.all([together.close(), running?.client.close()]);
      await running?.service.stop();
    },
  };
}

/** `gone` is called when the service has ended or never came up, so that the next use starts it anew. */
async function startLocal(host: Host, gone: () => void): Promise<Local> {
  try {
    const service = await host.startSpeechService();
    const client = createTogether({ baseUrl: `${service.url}/v1`, key: async () => null, keyless: true });
    void service.ended.then(() => {
      host.log('speech-service-ended');
      gone();
      return client.close();
    });
    return { service, client };
  } catch (thrown) {
    gone();
    throw thrown;
  }
}
