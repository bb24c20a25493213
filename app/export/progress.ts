/**
 * How far an export is. `remaining` is in seconds, null while there is nothing to estimate from; `toPay` is what the
 * segments that are still to be bought cost, in US dollars, null where no price is published.
 */
export interface Progress {
  segments: number;
  done: number;
  remaining: number | null;
  toPay: number | null;
}

/** Ms between two reports, at least: no window redraws more often than ten times a second. */
const REPORT_EVERY = 100;

/** A segment as its cost in time: is its take at hand, or has it to be bought? */
export interface Task {
  readonly characters: number;
  readonly cached: boolean;
  /** US dollars per million characters; null where none is published. */
  readonly price: number | null;
}

/** What there is to tell of before anything is done. */
interface Outset {
  /** Segments of the narration. */
  segments: number;
  /** Each segment as often as it is to be written. */
  tasks: readonly Task[];
  /** How many more of those an earlier export has written. */
  before: number;
}

/**
 * Measures an export and tells how far it is: at the start, at the end, and at most ten times a second between.
 * Segments that are bought and segments that are at hand differ a hundredfold in speed, so each kind has its pace.
 * A segment is done when it is in every file that it belongs to. `clock` tells ms.
 */
export class ProgressMeter {
  readonly #segments: number;
  readonly #all: number;
  readonly #clock: () => number;
  readonly #report: (progress: Progress) => void;
  readonly #bought = new Pace();
  readonly #cached = new Pace();
  /** In millionths of a dollar, so that nothing is rounded on the way; and of how many segments no price is known. */
  #toPay = 0;
  #unpriced = 0;
  #done: number;
  #lap: number;
  #reported: number;

  constructor({ segments, tasks, before }: Outset, clock: () => number, report: (progress: Progress) => void) {
    this.#segments = segments;
    this.#all = before + tasks.length;
    this.#done = before;
    this.#clock = clock;
    this.#report = report;
    for (const task of tasks) {
      this.#paceOf(task).left += task.characters;
      this.#owe(task, 1);
    }
    this.#lap = this.#reported = clock();
    this.#tell();
  }

  /** A segment is in one more file. */
  passed(task: Task): void {
    const now = this.#clock();
    this.#done += 1;
    this.#paceOf(task).passed(task.characters, now - this.#lap);
    this.#lap = now;
    this.#owe(task, -1);
    if (this.#done < this.#all && now - this.#reported < REPORT_EVERY) return;
    this.#reported = now;
    this.#tell();
  }

  #paceOf(task: Task): Pace {
    return task.cached ? this.#cached : this.#bought;
  }

  #owe({ cached, characters, price }: Task, times: 1 | -1): void {
    if (cached) return;
    if (price === null) this.#unpriced += times;
    else this.#toPay += times * characters * price;
  }

  #tell(): void {
    const [bought, cached] = [this.#bought.remaining, this.#cached.remaining];
    const remaining = bought === null || cached === null ? null : (bought + cached) / 1000;
    const done = Math.floor((this.#segments * this.#done) / this.#all);
    const toPay = this.#unpriced > 0 ? null : Math.max(0, this.#toPay) / 1e6;
    this.#report({ segments: this.#segments, done, remaining, toPay });
  }
}

/** Characters of one kind, and the ms that they take. */
class Pace {
  left = 0;
  #done = 0;
  #ms = 0;

  passed(characters: number, ms: number): void {
    this.left -= characters;
    this.#done += characters;
    this.#ms += ms;
  }

  /** In ms; null where characters are left and none was measured. */
  get remaining(): number | null {
    if (this.left <= 0) return 0;
    return this.#done === 0 ? null : (this.left * this.#ms) / this.#done;
  }
}
