import type { Clock } from '../together/http/clock.ts';

/** ms between two looks at something that is at work; a look costs it less than 1 ms. */
const LOOK_EVERY = 1_000;
/**
 * ms within which it answers. A service whose threads all work takes 50 ms, and one on a machine with ten times the work
 * that it has cores for half a second.
 */
const ANSWERS_WITHIN = 3_000;
/** Looks without an answer, one after the other, that make it hang: a machine that slept lets any one run out. */
const SILENT_LOOKS = 2;

interface Needs {
  clock: Clock;
  /** Settles when there is an answer; gives up when the signal aborts. */
  look(signal: AbortSignal): Promise<unknown>;
  /** Called once, when it hangs: 7 s after its last answer at most. */
  hangs(): void;
}

/** Looks after a process as long as anybody waits for it; what nobody waits for may sleep. */
export class Watch {
  readonly #needs: Needs;
  #waiting = 0;
  #over = new AbortController();
  #hung = false;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Somebody waits, until the returned function is called. */
  begin(): () => void {
    if (++this.#waiting === 1) void this.#look((this.#over = new AbortController()).signal).catch(() => undefined);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      if (--this.#waiting === 0) this.#over.abort();
    };
  }

  async #look(over: AbortSignal): Promise<void> {
    const { clock, hangs } = this.#needs;
    for (let silent = 0; silent < SILENT_LOOKS;) {
      if (silent === 0) await clock.sleep(LOOK_EVERY, over);
      silent = (await this.#answers(over)) ? 0 : silent + 1;
      over.throwIfAborted();
    }
    if (this.#hung) return;
    this.#hung = true;
    hangs();
  }

  async #answers(over: AbortSignal): Promise<boolean> {
    const { clock, look } = this.#needs;
    const done = new AbortController();
    const late = AbortSignal.any([over, done.signal]);
    const within = clock.sleep(ANSWERS_WITHIN, late).then(
      () => false,
      () => false,
    );
    const answer = look(late).then(
      () => true,
      // Whoever refuses at once answers, too, or has ended, which is told elsewhere.
      () => !over.aborted && !done.signal.aborted,
    );
    const answered = await Promise.race([answer, within]);
    done.abort();
    return answered;
  }
}
