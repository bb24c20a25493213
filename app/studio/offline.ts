import type { Speech } from '../model/speech.ts';
import { chosenSession } from '../synthesis/choose.ts';
import type { Session } from '../synthesis/session.ts';
import { unbroken } from '../synthesis/unbroken.ts';
import { createTogether, type Together } from '../together/client.ts';
import { CALLS, Kept } from './kept-service.ts';
import type { Host, SpeechService } from './host.ts';

/** The offline voices and the offline recogniser, which outlive the process that they are in. */
export interface Offline {
  session: Session;
  client(): Promise<Together>;
  close(): Promise<void>;
}

/** Of the service's own pauses between two tries, which are short then: half of 500 ms, half of a second. */
const PAUSE = 0.5;
/** A model whose voices are known without any work. */
const PROBE = 'lectern/flite';

/**
 * The service of this machine behind a client of its own. What its process was at when it ended is asked for again once
 * it is back, and speech goes on where it broke off: it costs nothing, so that nothing can be bought twice.
 * `mended` is called when it is back.
 */
export function createOffline(host: Host, mended: () => void): Offline {
  const log: Host['log'] = (event, numbers) => host.log(event, numbers);
  const clients = new Map<string, Together>();
  /** One for each purpose: whoever looks after the service must not wait in line behind its work. */
  const clientAt = ({ url }: SpeechService, purpose: 'work' | 'look' = 'work') => {
    const name = `${purpose} ${url}`;
    const how = { baseUrl: `${url}/v1`, key: async () => null, keyless: true, random: () => PAUSE };
    const client = clients.get(name) ?? createTogether(purpose === 'work' ? { ...how, log } : how);
    clients.set(name, client);
    return client;
  };
  const look = (service: SpeechService, signal: AbortSignal) => clientAt(service, 'look').voices(PROBE, signal);
  const kept = new Kept({ host, look, mended });
  /** Anew with each process: what a session has learnt of the one before may have been its end. */
  const sessions = new WeakMap<SpeechService, Session>();
  const sessionOf = (service: SpeechService) => {
    const session = sessions.get(service) ?? chosenSession(clientAt(service), Date.now);
    sessions.set(service, session);
    return session;
  };

  return {
    session: {
      speak(spoken, voice, signal, wanted) {
        let last: SpeechService | null = null;
        async function* speech(): AsyncGenerator<Speech, void, undefined> {
          if (last) await kept.ended(last);
          const service = (last = await kept.running());
          const leave = kept.watch(service);
          try {
            yield* sessionOf(service).speak(spoken, voice, signal, wanted);
          } finally {
            leave();
          }
        }
        return unbroken(speech, CALLS);
      },
    },
    async client() {
      const client = clientAt(await kept.running());
      const again = <Result>(call: (client: Together) => Promise<Result>, signal: AbortSignal) =>
        kept.during((service) => call(clientAt(service)), signal);
      return {
        ...client,
        greet: (signal) => again((client) => client.greet(signal), signal),
        transcribe: (request, signal) => again((client) => client.transcribe(request, signal), signal),
        translate: (request, signal) => again((client) => client.translate(request, signal), signal),
        voices: (model, signal) => again((client) => client.voices(model, signal), signal),
      };
    },
    async close() {
      const closing = kept.close();
      await Promise.all([...clients.values()].map((client) => client.close()));
      await closing;
    },
  };
}
