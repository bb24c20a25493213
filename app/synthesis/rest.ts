import { type Pcm, TAKE_RATE } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import { toMono } from '../pcm/convert.ts';
import { resampled } from '../pcm/resample.ts';
import type { Session } from './session.ts';

/** What a session needs of the service's client: one request, answered with sound as it arrives. */
export interface SpeechClient {
  speak(
    request: { model: string; voice: string; language: string; input: string },
    signal: AbortSignal,
  ): AsyncIterable<Pcm>;
}

/**
 * One request a segment. Sound of another rate or of two channels is brought to what takes are made of; a reply
 * without any sound is the Problem `service-reply-unusable`, retryable. Otherwise the client's Problems.
 */
export function restSession(client: SpeechClient): Session {
  return {
    speak: async function* (spoken, { model, voice, language }, signal) {
      let frames = 0;
      for await (const pcm of resampled(
        mono(client.speak({ model, voice, language, input: spoken }, signal)),
        TAKE_RATE,
      )) {
        frames += pcm.samples.length;
        yield pcm;
      }
      if (frames === 0) throw new Problem('service-reply-unusable', 'a reply without sound', { retryable: true });
    },
  };
}

async function* mono(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  for await (const pcm of sound) {
    yield pcm.channels === 1 ? pcm : { rate: pcm.rate, channels: 1, samples: toMono(pcm.samples) };
  }
}
