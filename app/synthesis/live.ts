import type { Pcm } from '../model/pcm.ts';
import type { Speech } from '../model/speech.ts';
import { concat } from '../pcm/frames.ts';
import { CallProblem } from '../together/http/call-problem.ts';
import type { SpeechWish } from './rest.ts';
import type { Session } from './session.ts';
import { takeSound } from './take-sound.ts';

/** What a session needs of the service's client: for each model one socket, and any number of texts over it. */
export interface LiveClient {
  live(settings: Omit<SpeechWish, 'input'>): {
    speak(request: Omit<SpeechWish, 'model'>, signal: AbortSignal): AsyncIterable<Speech>;
  };
}

/** How often a text is spoken in all where its connection is lost. */
const TRIES = 3;

/**
 * One context of one socket a segment. Where the socket is lost in the middle of a segment, that is spoken again from
 * its start, and goes on where it broke off if it proves to be the same up to there, sample for sample: no word is
 * heard twice, and none is lost. If it is not the same, as with models that speak differently each time, the lost
 * connection is the Problem that it would have been. Throws the client's Problems.
 */
export function liveSession(client: LiveClient): Session {
  const lives = new Map<string, ReturnType<LiveClient['live']>>();
  return {
    speak(spoken, { model, voice, language }, signal) {
      const live = lives.get(model) ?? client.live({ model, voice, language });
      lives.set(model, live);
      return takeSound(unbroken(() => live.speak({ voice, language, input: spoken }, signal)));
    },
  };
}

async function* unbroken(speak: () => AsyncIterable<Speech>): AsyncGenerator<Pcm, void, undefined> {
  const given: Pcm[] = [];
  let lost: unknown = null;
  for (let tries = TRIES; tries > 0; tries--) {
    try {
      for await (const pcm of lost === null ? sound(speak()) : beyond(given, sound(speak()), lost)) {
        given.push(pcm);
        yield pcm;
      }
      return;
    } catch (failure) {
      if (failure === lost || !(failure instanceof CallProblem) || !failure.again) throw failure;
      lost = failure;
    }
  }
  throw lost;
}

/** What follows what was given already; throws `lost` where that does not come again as it was. */
async function* beyond(
  given: readonly Pcm[],
  again: AsyncIterable<Pcm>,
  lost: unknown,
): AsyncGenerator<Pcm, void, undefined> {
  const known = concat(given.map(({ samples }) => samples));
  const format = given[0];
  let at = 0;
  for await (const pcm of again) {
    const { rate, channels, samples } = pcm;
    if (format && (format.rate !== rate || format.channels !== channels)) throw lost;
    const common = Math.min(samples.length, known.length - at);
    for (let i = 0; i < common; i++) if (samples[i] !== known[at + i]) throw lost;
    at += common;
    if (common < samples.length) yield { rate, channels, samples: samples.subarray(common) };
  }
  if (at < known.length) throw lost;
}

async function* sound(speech: AsyncIterable<Speech>): AsyncGenerator<Pcm, void, undefined> {
  for await (const part of speech) if ('samples' in part) yield part;
}
