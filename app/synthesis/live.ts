import type { Voice } from '../model/script.ts';
import type { Speech } from '../model/speech.ts';
import { inTurn } from './in-turn.ts';
import { MOST, portions } from './portions.ts';
import type { SpeechWish } from './rest.ts';
import type { Session } from './session.ts';
import { takeSpeech } from './take-speech.ts';
import { unbroken } from './unbroken.ts';

/** What a session needs of the service's client: for each model one socket, and any number of texts over it. */
export interface LiveClient {
  live(settings: Omit<SpeechWish, 'input' | 'account'> & { segment: 'never'; alignment: 'word' }): {
    open(signal: AbortSignal): Promise<void>;
    speak(request: Omit<SpeechWish, 'model'>, signal: AbortSignal, guessed?: () => void): AsyncIterable<Speech>;
  };
}

/** A session that needs a connection first. */
export interface LiveSession extends Session {
  /** Connects, where it is not connected. Nothing is bought; rejects with the client's Problem where it cannot be. */
  open(voice: Voice, signal: AbortSignal): Promise<void>;
  /** Will the end of the text be known, rather than guessed, from a service that does as its documents say? */
  ends(spoken: string, voice: Voice): boolean;
}

/**
 * A segment over a socket, sentence by sentence, each in a context of its own and made while the one before it is
 * heard. The service does not say when it has spoken a text; of one that is short enough to be spoken as one, the
 * first end is all of it. Where the socket is lost, what is not yet spoken is asked for over the next one, and the sentence that was being
 * heard goes on where it broke off: see unbroken. Throws the client's Problems.
 */
export function liveSession(client: LiveClient): LiveSession {
  const lives = new Map<string, ReturnType<LiveClient['live']>>();
  const liveOf = ({ model, voice, language }: Voice) => {
    const live = lives.get(model) ?? client.live({ model, voice, language, segment: 'never', alignment: 'word' });
    lives.set(model, live);
    return live;
  };
  return {
    open: async (voice, signal) => liveOf(voice).open(signal),
    ends: (spoken, { language }) => portions(spoken, language).every(({ text }) => text.length <= MOST),
    speak(spoken, voice, signal, { guessed, account = null } = {}) {
      const { voice: name, language } = voice;
      const speak = (input: string, signal: AbortSignal) =>
        unbroken(() => liveOf(voice).speak({ voice: name, language, input, account }, signal, guessed));
      return takeSpeech(inTurn(portions(spoken, language), speak, signal));
    },
  };
}
