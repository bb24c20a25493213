import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../audio/harness/standing.c', import.meta.url));
let last = 0;

/** A clock that stands still while the processor it is pinned to is not there; see tests/audio/harness/standing.c. */
export class StandingClock {
  /** Of the processor that it shares the fate of. */
  readonly processor = last++ % availableParallelism();
  readonly #library: string;
  readonly #file: string;

  /** Compiles it into a folder; without a compiler there is none, and the rig's clock is the machine's. */
  static in(folder: string): StandingClock | null {
    const clock = new StandingClock(folder);
    const made = spawnSync('gcc', ['-O2', '-shared', '-fPIC', '-o', clock.#library, source, '-ldl', '-lpthread']);
    return made.status === 0 ? clock : null;
  }

  private constructor(folder: string) {
    this.#library = join(folder, 'standing.so');
    this.#file = join(folder, 'stood');
  }

  /** The environment of the process that is to have it. */
  get environment(): NodeJS.ProcessEnv {
    return { LD_PRELOAD: this.#library, STANDING: this.#file };
  }

  /** How long it has stood, in ms. */
  get stood(): number {
    return existsSync(this.#file) ? Number(readFileSync(this.#file, 'utf8')) : 0;
  }

  /** Has a process, with all its threads, stand still when the clock does; soon, for nobody may wait who records. */
  pin(pid: number): void {
    const command = ['--all-tasks', '--cpu-list', '--pid', String(this.processor), String(pid)];
    spawn('taskset', command, { stdio: 'ignore' }).on('error', () => undefined);
  }
}
