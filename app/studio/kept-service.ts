import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, systemClock } from '../together/http/clock.ts';
import type { Host, SpeechService } from './host.ts';
import { Watch } from './watch.ts';

/** Ms within which the end of a process is heard of after its connections broke. */
const HEARD_WITHIN_MS = 300;
/** A process that ended so many times within so many ms does so for a reason; the next is begun when it is asked for. */
const MOST_ENDS = 5;
const ENDS_WITHIN_MS = 10_000;
/** How often in all a start is tried. */
const STARTS = 3;

/** How often in all what the service was at when it ended is asked for; what ends it each time is to end itself. */
export const CALLS = 5;

interface Needs {
  host: Pick<Host, 'startSpeechService' | 'log'>;
  /** Settles when the service answers. */
  look: (service: SpeechService, signal: AbortSignal) => Promise<unknown>;
  /** Called when it listens again after it had ended. */
  mended: () => void;
  clock?: Clock;
}

/** The offline speech service, begun at its first use, and begun again at the same address where it ends or hangs. */
export class Kept {
  readonly #needs: Needs;
  readonly #watches = new WeakMap<SpeechService, Watch>();
  #running: Promise<SpeechService> | null = null;
  /** Where it listened last; 0 before that. */
  #port = 0;
  #ends: number[] = [];
  #closed = false;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** The service, as soon as it listens. Throws the Problem `offline-service-failed`. */
  running(): Promise<SpeechService> {
    return this.#running ?? this.#begin();
  }

  /** Has it ended, or does it just now? */
  ended(service: SpeechService): Promise<boolean> {
    const still = delay(HEARD_WITHIN_MS, false, { ref: false });
    return Promise.race([service.ended.then(() => true), still]);
  }

  /** Somebody waits for the service until the returned function is called: where it does not answer it is ended. */
  watch(service: SpeechService): () => void {
    return this.#watches.get(service)?.begin() ?? (() => undefined);
  }

  /** Makes a call, and makes it again where the service has ended under it. */
  async during<Result>(call: (service: SpeechService) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (let tried = 1; ; tried++) {
      const service = await this.running();
      const leave = this.watch(service);
      try {
        return await call(service);
      } catch (thrown) {
        signal.throwIfAborted();
        if (tried === CALLS || this.#closed || !(await this.ended(service))) throw thrown;
      } finally {
        leave();
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const service = await this.#running?.catch(() => null);
    await service?.stop();
  }

  #begin(): Promise<SpeechService> {
    const begun = this.#started();
    this.#running = begun;
    begun.then(
      (service) => this.#keep(service),
      () => {
        if (this.#running === begun) this.#running = null;
      },
    );
    return begun;
  }

  async #started(): Promise<SpeechService> {
    const { host, mended } = this.#needs;
    const last = this.#port;
    for (let tried = 1; ; tried++) {
      try {
        // At the same address clients find it by themselves; where somebody else has taken that, at any.
        const service = await host.startSpeechService(tried === 1 ? last : 0);
        if ((last > 0 || tried > 1) && !this.#closed) mended();
        return service;
      } catch (thrown) {
        host.log('speech-service-failed', { tried });
        if (tried === STARTS || this.#closed) throw thrown;
      }
    }
  }

  #keep(service: SpeechService): void {
    const { host, look, clock = systemClock } = this.#needs;
    this.#port = Number(new URL(service.url).port);
    const hangs = () => {
      host.log('speech-service-hung');
      service.kill();
    };
    this.#watches.set(service, new Watch({ clock, look: (signal) => look(service, signal), hangs }));
    void service.ended.then(() => this.#end());
  }

  #end(): void {
    this.#needs.host.log('speech-service-ended');
    this.#running = null;
    const now = performance.now();
    this.#ends = [...this.#ends.filter((end) => now - end < ENDS_WITHIN_MS), now];
    if (this.#closed || this.#ends.length > MOST_ENDS) return;
    void this.#begin().catch(() => undefined);
  }
}
