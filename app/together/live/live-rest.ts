import type { Clock } from '../http/clock.ts';

export interface LiveRestOptions {
  clock: Clock;
  /** Nothing was spoken for a whole rest. */
  over(): void;
}

/** ms without any context after which the socket is given back; as long as an idle connection of HTTP. */
const LENGTH = 60_000;

/** The time in which a socket has nothing to speak. */
export class LiveRest {
  readonly #options: LiveRestOptions;
  #life = new AbortController();

  constructor(options: LiveRestOptions) {
    this.#options = options;
  }

  begin(): void {
    this.end();
    this.#life = new AbortController();
    const { clock, over } = this.#options;
    void clock.sleep(LENGTH, this.#life.signal).then(over, () => undefined);
  }

  end(): void {
    this.#life.abort();
  }
}
