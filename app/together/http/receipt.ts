import type { Pcm } from '../../model/pcm.ts';
import { secondsOf } from '../../pcm/frames.ts';
import { modelById } from '../catalog/catalog.ts';
import type { Clock } from './clock.ts';

/** What one request for speech came to; nothing of what was said. */
export interface Receipt {
  model: string;
  /** By which way. */
  way: 'rest' | 'sse' | 'websocket';
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
    { model, input, way }: { model: string; input: string; way: Receipt['way'] },
    report: (receipt: Receipt) => void,
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
        characters: input.length,
        seconds,
        cost: price === null ? null : (input.length * price) / 1e6,
        waited: this.#asked - this.#wished,
        timeToFirstByte: this.#replied - this.#asked,
        timeToFirstSound: this.#sounded - this.#asked,
      });
    }
  }
}

/** A receipt as a line of the log has it. */
export function receiptNumbers(receipt: Receipt): Record<string, string | number> {
  return Object.fromEntries(Object.entries(receipt).filter(([, value]) => value !== null));
}

const isPcm = (part: object): part is Pcm => 'samples' in part;
