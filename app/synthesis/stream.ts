import type { Speech } from '../model/speech.ts';
import type { SpeechWish } from './rest.ts';
import type { Session } from './session.ts';
import { takeSpeech } from './take-speech.ts';

/** What a session needs of the service's client: one request, answered while the speech is being made. */
export interface StreamClient {
  stream(request: SpeechWish & { alignment: 'word' }, signal: AbortSignal): AsyncIterable<Speech>;
}

/** One request a segment, answered by server-sent events with the times of its words. Throws the client's Problems. */
export function streamSession(client: StreamClient): Session {
  return {
    speak: (spoken, { model, voice, language }, signal, { account = null } = {}) =>
      takeSpeech(client.stream({ model, voice, language, input: spoken, account, alignment: 'word' }, signal)),
  };
}
