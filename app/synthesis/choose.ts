import { Problem, type ProblemCode } from '../model/problem.ts';
import type { Voice } from '../model/script.ts';
import { abilitiesOf } from '../together/catalog/abilities.ts';
import { type LiveClient, liveSession } from './live.ts';
import { restSession, type SpeechClient } from './rest.ts';
import type { Session, Use } from './session.ts';
import { type StreamClient, streamSession } from './stream.ts';

/** Over a socket, by server-sent events, or in one reply. */
export type SpeechWay = 'live' | 'stream' | 'rest';

/**
 * The ways for a use, the best first; what follows is what to fall back on. What is heard at once comes over a socket
 * that stands already, sentence by sentence, since its first sound is there soonest; where a document denies that the
 * model has one, as a stream. What is heard next comes as a stream, which names its end and tells when words are heard,
 * where no document denies that. What is only to be had comes as one WAV, which says how long it is, so that nothing
 * can be missing.
 */
export function waysFor(model: string, use: Use): SpeechWay[] {
  const { endpoints, disputed } = abilitiesOf(model);
  const live = use === 'playing' && endpoints.includes('socket') && !disputed.includes('socket');
  const stream = use === 'playing' || (use === 'next' && !disputed.includes('sse'));
  return [
    ...(live ? ['live' as const] : []),
    ...(stream && endpoints.includes('sse') ? ['stream' as const] : []),
    'rest',
  ];
}

/** ms for which a way is left out that could not be had, though that may pass. */
const RESTING = 10 * 60_000;

/** The service says that it will have time later, which holds for any way; the session waits as it was asked to. */
const BUSY: ReadonlySet<ProblemCode> = new Set(['rate-limited', 'service-overloaded']);

/**
 * Each segment by the way that suits its use. A way that turns out not to be there before the first sound, because no
 * socket opens, or because the service refuses it or answers in what nobody can read, is passed over; where another
 * one works then, the segments that follow do without it, too. Nothing is bought twice by that: a socket that does not
 * open and a refusal cost nothing. The socket is for texts whose end will be known, from a service that has not been
 * seen to divide texts otherwise than it says; a stream names its end. `now` gives ms.
 */
export function chosenSession(client: SpeechClient & StreamClient & LiveClient, now: () => number): Session {
  const live = liveSession(client);
  const sessions: Record<SpeechWay, Session> = { live, stream: streamSession(client), rest: restSession(client) };
  /** Until when a way of a model is left out. */
  const missing = new Map<string, number>();
  const open = async (way: SpeechWay, voice: Voice, signal: AbortSignal) => {
    try {
      if (way === 'live') await live.open(voice, signal);
      return null;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      return BUSY.has(thrown.code) ? null : thrown;
    }
  };
  return {
    async *speak(spoken, voice, signal, wanted = {}) {
      const { use = 'making', guessed = () => undefined } = wanted;
      const nameOf = (way: SpeechWay) => `${way} ${voice.model}`;
      const fits = (way: SpeechWay) => way !== 'live' || live.ends(spoken, voice);
      const there = (way: SpeechWay) => (missing.get(nameOf(way)) ?? 0) <= now();
      const ways = waysFor(voice.model, use).filter((way) => fits(way) && there(way));
      const passed = new Map<string, number>();
      for (const way of ways) {
        const unopened = await open(way, voice, signal);
        let sounded = false;
        try {
          if (unopened) throw unopened;
          const doubted = () => {
            missing.set(nameOf(way), Infinity);
            guessed();
          };
          for await (const part of sessions[way].speak(spoken, voice, signal, { ...wanted, guessed: doubted })) {
            if (!sounded) passed.forEach((until, name) => missing.set(name, until));
            sounded = true;
            yield part;
          }
          return;
        } catch (thrown) {
          const last = way === ways.at(-1);
          if (sounded || last || (!unopened && !isNoWay(thrown))) throw thrown;
          passed.set(nameOf(way), unopened?.retryable ? now() + RESTING : Infinity);
        }
      }
    },
  };
}

/** A refusal, or a reply in a shape of its own; what may pass by itself is none of both. */
function isNoWay(thrown: unknown): boolean {
  return (
    thrown instanceof Problem &&
    !thrown.retryable &&
    (thrown.code === 'request-refused' || thrown.code === 'service-reply-unusable')
  );
}
