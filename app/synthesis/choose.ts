import { Problem } from '../model/problem.ts';
import { abilitiesOf } from '../together/catalog/abilities.ts';
import { restSession, type SpeechClient } from './rest.ts';
import type { Session, Use } from './session.ts';
import { type StreamClient, streamSession } from './stream.ts';

/** In one reply, or by server-sent events. */
export type SpeechWay = 'rest' | 'sse';

/**
 * The way for a use: what is heard at once comes as a stream where the model has one, since its first sound is there
 * sooner. What is only to be had comes as one WAV, which says how long it is, so that nothing can be missing.
 */
export function wayFor(model: string, use: Use): SpeechWay {
  return use === 'playing' && abilitiesOf(model).endpoints.includes('sse') ? 'sse' : 'rest';
}

/**
 * Each segment by the way that suits its use. Where a service will not stream a model (the documents disagree about
 * some) or streams what nobody can read, and that turns out before the first sound, the segment is asked for in one
 * reply; where that works, so are all that follow.
 */
export function chosenSession(client: SpeechClient & StreamClient): Session {
  const rest = restSession(client);
  const sse = streamSession(client);
  const unstreamed = new Set<string>();
  return {
    async *speak(spoken, voice, signal, use = 'making') {
      const streamed = wayFor(voice.model, use) === 'sse' && !unstreamed.has(voice.model);
      let sounded = false;
      try {
        for await (const pcm of (streamed ? sse : rest).speak(spoken, voice, signal)) {
          sounded = true;
          yield pcm;
        }
        return;
      } catch (thrown) {
        if (!streamed || sounded || !isNoStream(thrown)) throw thrown;
      }
      for await (const pcm of rest.speak(spoken, voice, signal)) {
        unstreamed.add(voice.model);
        yield pcm;
      }
    },
  };
}

/** A refusal, or a reply in a shape of its own; what may pass by itself is none of both. */
function isNoStream(thrown: unknown): boolean {
  return (
    thrown instanceof Problem &&
    !thrown.retryable &&
    (thrown.code === 'request-refused' || thrown.code === 'service-reply-unusable')
  );
}
