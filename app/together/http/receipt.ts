import type { Pcm } from '../../model/pcm.ts';
import { secondsOf } from '../../pcm/frames.ts';
import { modelById } from '../catalog/catalog.ts';
import { transcriptionModelById } from '../catalog/transcription-models.ts';
import type { Clock } from './clock.ts';

/** What one request that was answered came to; nothing of what was said. */
export type Receipt = SpeechReceipt | TranscriptReceipt | ListeningReceipt;

export interface SpeechReceipt {
  model: string;
  /** By which way. */
  way: 'rest' | 'sse' | 'websocket';
  /** Who pays, as the request said. */
  account: string | null;
  /** Of the input, in UTF-16 units, as estimates count them. */
  characters: number;
  /** Of sound that arrived; null where it came as a file. */
  seconds: number | null;
  /** US dollars by the catalogue's price, whether or not all of it was heard; null where no price is published. */
  cost: number | null;
  /** ms from the first wish to the request that was answered: queue and retries. */
  waited: number;
  /** ms from that request to the head of its reply. */
  timeToFirstByte: number;
  /** ms from that request to the first sound. */
  timeToFirstSound: number;
}

export interface TranscriptReceipt {
  model: string;
  way: 'transcription' | 'translation';
  /** Of the text that came, in UTF-16 units. */
  characters: number;
  /** Of sound that was written down; null where neither we nor the service know. */
  seconds: number | null;
  /** US dollars by the catalogue's price for a minute; null where that or the minutes are not known. */
  cost: number | null;
  /** ms from the first wish to the request that was answered: queue and retries. */
  waited: number;
  /** ms from the beginning of that request, whose sound goes out first, to the head of its reply. */
  timeToFirstByte: number;
  /** ms from that request to the text. */
  timeToText: number;
}

/** Of a live transcription as a whole, when it is over. */
export interface ListeningReceipt {
  model: string;
  way: 'realtime';
  /** Of sound that went out, what was sent again after an interruption included. */
  seconds: number;
  /** US dollars by the catalogue's price for a minute; null where none is published. */
  cost: number | null;
}

/** A request for speech, as far as its receipt has to do with it. */
interface Metered {
  model: string;
  input: string;
  way: SpeechReceipt['way'];
  account?: string | null;
}

/** Keeps the times of a request; the last attempt is the one that counts. */
export class Meter {
  readonly #clock: Clock;
  readonly #wished: number;
  #asked = 0;
  #replied = 0;
  #sounded = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wished = clock.now();
  }

  asked(): void {
    this.#asked = this.#clock.now();
  }

  replied(): void {
    this.#replied = this.#clock.now();
  }

  sounded(): void {
    this.#sounded = this.#clock.now();
  }

  /** What is passed on, and at its end, however it ends, its receipt. */
  async *metered<Part extends object>(
    parts: AsyncIterable<Part>,
    { model, input, way, account = null }: Metered,
    report: (receipt: SpeechReceipt) => void,
  ): AsyncGenerator<Part, void, undefined> {
    let seconds: number | null = null;
    try {
      for await (const part of parts) {
        if (isPcm(part)) seconds = (seconds ?? 0) + secondsOf(part);
        yield part;
      }
    } finally {
      const price = modelById(model)?.price ?? null;
      report({
        model,
        way,
        account,
        characters: input.length,
        seconds,
        cost: price === null ? null : (input.length * price) / 1e6,
        ...this.#times(),
        timeToFirstSound: this.#sounded - this.#asked,
      });
    }
  }

  /** The receipt of a text that has come just now. */
  written(of: Pick<TranscriptReceipt, 'model' | 'way' | 'characters' | 'seconds'>): TranscriptReceipt {
    const price = transcriptionModelById(of.model)?.prices.recorded ?? null;
    const timeToText = this.#clock.now() - this.#asked;
    return { ...of, cost: perMinute(price, of.seconds), ...this.#times(), timeToText };
  }

  #times() {
    return { waited: this.#asked - this.#wished, timeToFirstByte: this.#replied - this.#asked };
  }
}

/** The receipt of a live transcription that sent so many seconds of sound. */
export function listeningReceipt(model: string, seconds: number): ListeningReceipt {
  const price = transcriptionModelById(model)?.prices.live ?? null;
  return { model, way: 'realtime', seconds, cost: perMinute(price, seconds) };
}

/** A receipt as a line of the log has it. */
export function receiptNumbers(receipt: Receipt): Record<string, string | number> {
  return Object.fromEntries(Object.entries(receipt).filter(([, value]) => value !== null));
}

const perMinute = (price: number | null, seconds: number | null) =>
  price === null || seconds === null ? null : (price * seconds) / 60;

const isPcm = (part: object): part is Pcm => 'samples' in part;
