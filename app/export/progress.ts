/** How far an export is. `remaining` is in seconds, null while there is nothing to estimate from. */
export interface Progress {
  segments: number;
  done: number;
  remaining: number | null;
}

/** Ms between two reports, at least: no window redraws more often than ten times a second. */
const REPORT_EVERY = 100;

/** A segment as its cost in time: is its take at hand, or has it to be bought? */
export interface Task {
  characters: number;
  cached: boolean;
}

/**
 * Measures an export and tells how far it is: at the start, at the end, and at most ten times a second between.
 * Segments that are bought and segments that are at hand differ a hundredfold in speed, so each kind has its pace.
 * `clock` tells ms.
 */
export class ProgressMeter {
  readonly #tasks: readonly Task[];
  readonly #clock: () => number;
  readonly #report: (progress: Progress) => void;
  readonly #bought = new Pace();
  readonly #cached = new Pace();
  #done = 0;
  #lap: number;
  #reported: number;

  constructor(tasks: readonly Task[], clock: () => number, report: (progress: Progress) => void) {
    this.#tasks = tasks;
    this.#clock = clock;
    this.#report = report;
    for (const task of tasks) this.#paceOf(task).left += task.characters;
    this.#lap = this.#reported = clock();
    this.#tell();
  }

  /** The next segment is in the file. */
  passed(): void {
    const now = this.#clock();
    const task = this.#tasks[this.#done++]!;
    this.#paceOf(task).passed(task.characters, now - this.#lap);
    this.#lap = now;
    if (this.#done < this.#tasks.length && now - this.#reported < REPORT_EVERY) return;
    this.#reported = now;
    this.#tell();
  }

  #paceOf(task: Task): Pace {
    return task.cached ? this.#cached : this.#bought;
  }

  #tell(): void {
    const [bought, cached] = [this.#bought.remaining, this.#cached.remaining];
    const remaining = bought === null || cached === null ? null : (bought + cached) / 1000;
    this.#report({ segments: this.#tasks.length, done: this.#done, remaining });
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
