import type { Made, Narrator } from '../synthesis/session.ts';
import type { Clock } from './clock.ts';
import type { Narration } from './narration.ts';
import type { Supply } from './supply.ts';

interface Tools {
  narrator: Narrator;
  supply: Supply;
  clock: Clock;
  /** Ends what is being made when the narration is left for good. */
  buying: AbortSignal;
}

/** Has the segments made that come next, as far ahead as the supply demands. */
export class Lookahead {
  readonly #narration: Narration;
  readonly #tools: Tools;
  #asked = -1;
  #wanted = -1;
  #width = 1;
  #making = 0;

  constructor(narration: Narration, tools: Tools) {
    this.#narration = narration;
    this.#tools = tools;
  }

  /** A segment sounds, at a speed; what follows it is wanted until `signal` aborts. */
  from(index: number, speed: number, signal: AbortSignal): void {
    const { segments, width } = this.#tools.supply.ahead(speed);
    this.#wanted = Math.min(index + segments, this.#narration.segments.length - 1);
    this.#asked = Math.max(this.#asked, index);
    this.#width = width;
    this.#start(signal);
  }

  #start(signal: AbortSignal): void {
    while (!signal.aborted && this.#asked < this.#wanted && this.#making < this.#width) {
      this.#making++;
      void this.#make(++this.#asked).then(() => {
        this.#making--;
        this.#start(signal);
      });
    }
  }

  async #make(index: number): Promise<void> {
    const { narrator, supply, clock, buying } = this.#tools;
    const { segments, project } = this.#narration;
    const start = clock.now();
    try {
      const { take, cached }: Made = await narrator.make(segments[index]!, buying, project, 'next');
      const seconds = take.frames / take.rate;
      if (!cached) supply.made(seconds, clock.now() - start);
      this.#narration.measure(index, seconds);
    } catch {
      // A failure shows itself when it is that segment's turn, and only if it still fails then.
    }
  }
}
