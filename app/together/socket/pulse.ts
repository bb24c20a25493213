/** ms between pings, as Together's phone guide has it. A service that lets one interval pass in silence is gone. */
const PING = 15_000;

export interface PulseOptions {
  /** Bytes of the service so far. */
  heard(): number;
  paused(): boolean;
  ping(): void;
  /** Called once, when the service is gone. */
  lost(): void;
  /** Waits; true where the socket is gone meanwhile. */
  slept(ms: number): Promise<boolean>;
}

/** Tells by pings whether a service is still there. */
export class Pulse {
  readonly #options: PulseOptions;
  /** Bytes of the service up to the last ping; null where nothing can be said because we did not listen. */
  #heard: number | null = null;

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** Nobody listened since the last ping. */
  forget(): void {
    this.#heard = null;
  }

  /** Settles when the socket is gone. */
  async watch(): Promise<void> {
    const { heard, paused, ping, lost, slept } = this.#options;
    while (!(await slept(PING))) {
      const now = heard();
      if (this.#heard === now) return lost();
      this.#heard = paused() ? null : now;
      ping();
    }
  }
}
