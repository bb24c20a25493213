import type { Clock } from '../http/clock.ts';
import { overAt } from './live-completion.ts';
import type { LiveContext } from './live-context.ts';

export interface LiveAlarmsOptions {
  clock: Clock;
  /** Nothing more is to be expected for the context, or no longer. */
  over(context: LiveContext): void;
}

/** The reason that nobody reads; an AbortError with its stack would be made each time. */
const CLEARED = 'cleared';

/** Watches the silence of contexts. */
export class LiveAlarms {
  /** When sound was last heard for any context, in ms by the client's clock. */
  heard = 0;
  readonly #options: LiveAlarmsOptions;
  readonly #alarms = new Map<LiveContext, AbortController>();
  #paused = false;

  constructor(options: LiveAlarmsOptions) {
    this.#options = options;
  }

  /** From now on, and again where it may be over sooner than it was; what is heard meanwhile puts it off by itself. */
  set(context: LiveContext): void {
    this.clear(context);
    const alarm = new AbortController();
    this.#alarms.set(context, alarm);
    if (!this.#paused) void this.#watch(context, alarm.signal);
  }

  clear(context: LiveContext): void {
    this.#alarms.get(context)?.abort(CLEARED);
    this.#alarms.delete(context);
  }

  /** Time does not count while nobody listens. */
  pause(): void {
    this.#paused = true;
    for (const alarm of this.#alarms.values()) alarm.abort(CLEARED);
  }

  resume(ms: number): void {
    this.#paused = false;
    this.heard += ms;
    for (const context of [...this.#alarms.keys()]) {
      context.heard += ms;
      this.set(context);
    }
  }

  async #watch(context: LiveContext, signal: AbortSignal): Promise<void> {
    const { clock, over } = this.#options;
    for (let ms = Infinity; ms > 0;) {
      ms = overAt(context, this.heard) - clock.now();
      if (ms > 0) await clock.sleep(ms, signal).catch(() => undefined);
      if (signal.aborted) return;
    }
    over(context);
  }
}
