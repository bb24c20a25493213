import type { VoiceEntry } from '../model/catalog.ts';
import type { Pcm } from '../model/pcm.ts';
import type { Speech } from '../model/speech.ts';
import type { Transcript } from '../model/transcript.ts';
import { checkedBaseUrl, isLoopback } from './http/base-url.ts';
import { type Clock, systemClock } from './http/clock.ts';
import { Http, type Log, type Timeouts } from './http/http.ts';
import { type Live, LiveSpeech } from './live/live.ts';
import type { LiveSettings } from './live/live-request.ts';
import { ListeningDesk } from './listening-desk.ts';
import type { LiveTranscription } from './realtime/live-transcription.ts';
import type { ListenRequest } from './realtime/realtime-request.ts';
import { RateQueues } from './http/queues.ts';
import type { FindProxy } from './http/roads.ts';
import type { Patience } from './http/retry.ts';
import { type Receipt, receiptNumbers } from './http/receipt.ts';
import { SpeechDesk } from './speech/speech.ts';
import type { SpeechRequest } from './speech/speech-body.ts';
import { TranscriptionDesk } from './transcription/transcription-desk.ts';
import type { TranscriptionRequest, TranslationRequest } from './transcription/transcription-request.ts';
import { greet } from './catalog/greeting.ts';
import { voices } from './catalog/voices.ts';

export interface TogetherOptions {
  /** With its version: `https://api.together.ai/v1`. Plain http to this machine only. */
  baseUrl: string;
  /** Asked for before each request. */
  key: () => Promise<string | null>;
  /** May requests go out without a key? By default to this machine only. */
  keyless?: boolean;
  /** The proxy on the way to the service, asked for before each request; none where left out. */
  proxy?: FindProxy;
  clock?: Clock;
  /** Evenly in [0, 1). */
  random?: () => number;
  timeouts?: Partial<Timeouts>;
  log?: Log;
  /** Hears of each request for speech or for a text that was answered, when it is over. */
  onReceipt?: (receipt: Receipt) => void;
}

/** A speech service that keeps to Together's API. */
export interface Together {
  /**
   * Speech as it arrives, at the rate and with the channels of the reply. Leaving the loop or aborting frees the
   * socket at once. Throws a Problem, or the signal's AbortError.
   */
  speak(request: SpeechRequest, signal: AbortSignal): AsyncIterable<Pcm>;
  /** The same while it is being made, by server-sent events; with `alignment: 'word'` also when each word is heard. */
  stream(request: SpeechRequest, signal: AbortSignal): AsyncIterable<Speech>;
  /** Speech as the bytes of a file, in any format of the model. */
  file(request: SpeechRequest, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Many texts over one socket, which opens with the first. Throws the Problem `request-refused` for unusable settings. */
  live(settings: LiveSettings): Live;
  /** The voices of a model as the service lists them now. Throws a Problem, or the signal's AbortError. */
  voices(model: string, signal: AbortSignal): Promise<VoiceEntry[]>;
  /** Asks for what costs nothing and needs the key, once. Throws a Problem, or the signal's AbortError. */
  greet(signal: AbortSignal): Promise<void>;
  /** What is said in a recording: see TranscriptionDesk. */
  transcribe(request: TranscriptionRequest, signal: AbortSignal): Promise<Transcript>;
  /** The same in another language. */
  translate(request: TranslationRequest, signal: AbortSignal): Promise<Transcript>;
  /** Speech that is written while it is said: see listen. */
  listen(request: ListenRequest, signal: AbortSignal): LiveTranscription;
  /** Ends what is under way with an AbortError; settles when no socket is left. */
  close(): Promise<void>;
}

/**
 * ms. The speech of a segment (1,500 characters, or 90 s of sound, at most) may be made whole before the first header
 * arrives: 60 s holds for a service at 1.5 times the speed of speech, and Together's own clients wait as long.
 * Giving up earlier would mean buying twice. A reply that has begun comes in a steady flow, so 30 s of silence is its end.
 */
const TIMEOUTS: Timeouts = { connect: 10_000, headers: 60_000, idle: 30_000 };

/** Together's own clients try as often. */
const TRIES = 3;

/** A client with connections of its own. Throws the Problem `address-unusable` for such a base URL. */
export function createTogether(options: TogetherOptions): Together {
  const { key, proxy, clock = systemClock, random = Math.random, log = () => undefined } = options;
  const baseUrl = checkedBaseUrl(options.baseUrl);
  const keyless = options.keyless ?? isLoopback(baseUrl);
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const http = new Http({ baseUrl, key, keyless, proxy, timeouts, clock, log });
  const patience: Patience = {
    tries: TRIES,
    clock,
    random,
    waits: (tried, ms) => log('service-retry', { tried, ms: Math.round(ms) }),
  };
  const report = (receipt: Receipt) => {
    log('receipt', receiptNumbers(receipt));
    options.onReceipt?.(receipt);
  };
  const queues = new RateQueues(clock);
  const desk = new SpeechDesk({ http, patience, queues, report });
  const recordings = new TranscriptionDesk({ http, patience, queues, report });
  const listening = new ListeningDesk({ baseUrl, key, keyless, proxy, clock, random, log, queues, report });
  const lives: Live[] = [];
  const live = (settings: LiveSettings) => {
    const speech = new LiveSpeech({ settings, baseUrl, key, keyless, proxy, clock, log, patience, queues, report });
    lives.push(speech);
    return speech;
  };
  const life = new AbortController();
  // Whoever waits for a turn or for the next try has no socket that closing would end.
  const alive = (signal: AbortSignal) => AbortSignal.any([signal, life.signal]);
  return {
    speak: (request, signal) => desk.speak(request, alive(signal)),
    stream: (request, signal) => desk.stream(request, alive(signal)),
    file: (request, signal) => desk.file(request, alive(signal)),
    voices: (model, signal) => voices(http, model, patience, alive(signal)),
    greet: (signal) => greet(http, alive(signal)),
    transcribe: (request, signal) => recordings.transcribe(request, alive(signal)),
    translate: (request, signal) => recordings.translate(request, alive(signal)),
    listen: (request, signal) => listening.open(request, signal),
    live,
    async close() {
      life.abort(new DOMException('the client was closed', 'AbortError'));
      await Promise.all([http.close(), listening.close(), ...lives.map((each) => each.close())]);
    },
  };
}
