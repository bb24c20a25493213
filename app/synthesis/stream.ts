import type { Pcm } from '../model/pcm.ts';
import type { Speech } from '../model/speech.ts';
import type { SpeechWish } from './rest.ts';
import type { Session } from './session.ts';
import { takeSound } from './take-sound.ts';

/** What a session needs of the service's client: one request, answered while the speech is being made. */
export interface StreamClient {
  stream(request: SpeechWish, signal: AbortSignal): AsyncIterable<Speech>;
}

/** One request a segment, answered by server-sent events; their sound as takes have it. Throws the client's Problems. */
export function streamSession(client: StreamClient): Session {
  return {
    speak: (spoken, { model, voice, language }, signal) =>
      takeSound(heard(client.stream({ model, voice, language, input: spoken }, signal))),
  };
}

async function* heard(speech: AsyncIterable<Speech>): AsyncGenerator<Pcm, void, undefined> {
  for await (const part of speech) if ('samples' in part) yield part;
}
