import type { Pcm } from '../model/pcm.ts';
import type { Session } from './session.ts';
import { takeSpeech } from './take-speech.ts';

/** What a request for speech says. */
export interface SpeechWish {
  model: string;
  voice: string;
  language: string;
  input: string;
  /** Who pays. */
  account?: string | null;
}

/** What a session needs of the service's client: one request, answered with sound as it arrives. */
export interface SpeechClient {
  speak(request: SpeechWish, signal: AbortSignal): AsyncIterable<Pcm>;
}

/** One request a segment, answered in one reply; the reply's sound as takes have it. Throws the client's Problems. */
export function restSession(client: SpeechClient): Session {
  return {
    speak: (spoken, { model, voice, language }, signal, { account = null } = {}) =>
      takeSpeech(client.speak({ model, voice, language, input: spoken, account }, signal)),
  };
}
