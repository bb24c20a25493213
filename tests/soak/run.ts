import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../tools/noise.ts';
import { prefer } from '../tools/prefer.ts';
import { Rig } from '../tools/rig.ts';
import { App, processesWith } from './app.ts';
import { createEditor } from './editor.ts';
import { createExporter } from './exporter.ts';
import type { Look } from './growth.ts';
import { judge, type Seen, STEADY, type Verdict } from './judge.ts';
import { bringIn, createLibrarian } from './librarian.ts';
import { Ledger, now } from './ledger.ts';
import { createReader } from './reader.ts';
import { Service } from './service.ts';
import { createSpeaker } from './speaker.ts';
import { shuffled, TROUBLES } from './trouble.ts';
import { newSentence, type Person, type World } from './world.ts';

export interface SoakOptions {
  minutes: number;
  seed: number;
  /** A folder for everything; `disk` of it is a small disk of its own, where there could be one. */
  home: string;
  disk: boolean;
  tell(line: string): void;
}

/** Minutes from which on all that was begun is waited for. */
const PATIENT = 2;
/** Descriptors and timers that may come and go with a service's connections. */
const PASSING = { descriptors: 10, timers: 4 };

export async function soak(options: SoakOptions): Promise<{ verdicts: Verdict[]; ledger: Ledger }> {
  const stage = await Soak.open(options);
  try {
    return await stage.run();
  } finally {
    await stage.close();
  }
}

class Soak {
  readonly #options: SoakOptions;
  readonly #ledger = new Ledger();
  readonly #chance: () => number;
  readonly #over = new AbortController();
  readonly #rig: Rig;
  readonly #data: string;
  /** Of each life of the app. */
  readonly #lives: Look[][] = [];
  #service!: Service;
  #app!: App;
  #people: Person[] = [];
  #recorderLate: NodeJS.Timeout | undefined;
  #restarting = false;

  static async open(options: SoakOptions): Promise<Soak> {
    prefer();
    return new Soak(options, await Rig.start());
  }

  private constructor(options: SoakOptions, rig: Rig) {
    this.#options = options;
    this.#rig = rig;
    this.#data = join(options.home, 'disk');
    this.#chance = randomOf(options.seed);
  }

  async run(): Promise<{ verdicts: Verdict[]; ledger: Ledger }> {
    const { minutes, tell } = this.#options;
    this.#service = await Service.start(this.#ledger, this.#chance);
    await this.#start();
    this.#watchRecorder();
    const feed = await this.#rig.feed();
    const world: World = {
      app: () => this.#app,
      ...{ ledger: this.#ledger, chance: this.#chance, feed, over: this.#over.signal },
    };
    await this.#gather(world);
    const begun = now();
    const end = begun + minutes * 60_000;
    const work = this.#people.map((person) => person.work());
    const looking = this.#look(begun);
    await this.#trouble(world, begun, end);
    this.#over.abort();
    tell('everything is well again; all that was begun comes to its end');
    await Promise.all(work);
    await looking;
    for (const person of this.#people) await person.finish?.();
    await feed.stop();
    const left = await this.#leave();
    return { verdicts: [...(await judge(this.#seen)), ...left], ledger: this.#ledger };
  }

  async close(): Promise<void> {
    clearInterval(this.#recorderLate);
    await this.#service?.stop();
    if (this.#app?.ended === null) await this.#app.kill();
    await this.#rig.stop();
  }

  get #seen(): Seen {
    return { ledger: this.#ledger, data: this.#data, recording: this.#rig.recording, lives: this.#lives };
  }

  get #environment(): NodeJS.ProcessEnv {
    const { home } = this.#options;
    return {
      ...this.#rig.environment,
      LECTERN_DATA: join(this.#data, 'data'),
      LECTERN_EXPORTS: join(this.#data, 'exports'),
      TMPDIR: join(home, 'tmp'),
      TOGETHER_API_KEY: 'a-key-of-nobody',
      TOGETHER_BASE_URL: this.#service.url,
    };
  }

  async #start(): Promise<void> {
    // What a killed app leaves in the system's folder is the system's to sweep.
    await rm(join(this.#options.home, 'tmp'), { recursive: true, force: true });
    await mkdir(join(this.#options.home, 'tmp'));
    this.#app = await App.start(this.#environment);
    this.#lives.push([]);
  }

  /** The people of the house, with two books: one in the service's voice, one in an offline one. */
  async #gather(world: World): Promise<void> {
    const book = async (title: string, chapters: number) => {
      const chapter = (n: number) => `# Chapter ${n}\n\n${Array.from({ length: 8 }, newSentence).join('\n\n')}\n`;
      const bytes = Array.from({ length: chapters }, (_, n) => chapter(n)).join('\n');
      const opened = await bringIn(world, { name: `${title}.md`, bytes }, title);
      if (!opened) throw new Error('the first book could not be brought in');
      return opened;
    };
    const [read, offline] = [await book('A book', 3), await book('An offline book', 1)];
    const voice = { model: 'lectern/flite', voice: 'slt', language: 'en-us' };
    await world.app().api.script.edit({ project: offline.id, edit: { type: 'narrator', voice } });
    const editor = createEditor(world, read, [0.3, 1.5]);
    this.#people = [
      ...[editor, createEditor(world, offline, [3, 8]), createReader(world, read.id, editor.blocks)],
      ...[
        createExporter(world, [read.id, read.id, offline.id], this.#options.minutes >= PATIENT),
        createSpeaker(world),
        createLibrarian(world),
      ],
    ];
  }

  async #trouble(world: World, begun: number, end: number): Promise<void> {
    const stage = {
      ...world,
      ...{ service: this.#service, rig: this.#rig, home: this.#options.home },
      disk: this.#options.disk ? this.#data : null,
      restart: () => this.#restart(),
    };
    const long = end - begun > STEADY * 60_000;
    // A life that is watched for a leak has to last.
    const kills = (share: number) => !long || share < 0.2 || share > 0.9;
    for (let deck: string[] = []; now() < end;) {
      if (deck.length === 0) deck = shuffled(this.#chance);
      const name = deck.pop()!;
      if (name === 'app' && !kills((now() - begun) / (end - begun))) continue;
      await sleep(1_000 * (long ? 2 + 6 * this.#chance() : 1 + 3 * this.#chance()));
      this.#options.tell(`${((now() - begun) / 1_000).toFixed(0)} s: ${name}`);
      if (this.#app.ended)
        throw new Error(`the app ended by itself: ${JSON.stringify(this.#app.ended)} ${this.#app.complaint}`);
      await TROUBLES[name]!(stage);
    }
  }

  async #restart(): Promise<void> {
    const end = this.#ledger.begin('kill');
    this.#restarting = true;
    await this.#app.kill();
    await this.#gone('after a kill');
    await this.#start();
    for (const person of this.#people) await person.check?.();
    this.#restarting = false;
    end();
  }

  /** Nothing of a life outlives it by more than some seconds. */
  async #gone(when: string): Promise<void> {
    for (const late = now() + 8_000; ; await sleep(50)) {
      const left = (await processesWith(this.#options.home)).map(({ command }) => command);
      if (left.length === 0) return;
      if (now() > late) return this.#ledger.break('nothing is left', `processes ${when}: ${left.join('; ')}`);
    }
  }

  /** Looks at the memory, every few seconds. */
  async #look(begun: number): Promise<void> {
    while (!this.#over.signal.aborted) {
      await sleep(3_000, undefined, { signal: this.#over.signal }).catch(() => undefined);
      if (this.#restarting || this.#over.signal.aborted) continue;
      const gauge = await this.#app.gauge().catch(() => null);
      if (gauge && !this.#restarting)
        this.#lives.at(-1)!.push({ minute: (now() - begun) / 60_000, value: gauge.resident });
    }
  }

  /** A recorder that comes late for so long may have lost some sound. */
  #watchRecorder(): void {
    let before = now();
    this.#recorderLate = setInterval(() => {
      if (now() - before > 600) this.#ledger.note('recorder late', before, now());
      before = now();
    }, 100);
  }

  /** What is open in the app when nobody does anything, before and after it leaves. */
  async #leave(): Promise<Verdict[]> {
    // Connections that nobody uses are let go after some seconds.
    await sleep(5_000);
    const [gauge, descriptors] = [await this.#app.gauge(), this.#app.descriptors];
    const open = await openFiles(this.#app.pid, this.#data);
    const went = await this.#app.close();
    if (!went) this.#ledger.break('nothing is left', 'the app, after it was told to leave');
    await this.#gone('at the end');
    const files = (await readdir(join(this.#options.home, 'tmp'))).filter((name) => name !== 'node-compile-cache');
    if (files.length > 0) this.#ledger.break('nothing is left', `temporary files: ${files.join(', ')}`);
    await this.#start();
    await this.#app.api.player.state();
    await sleep(1_000);
    const [fresh, few] = [await this.#app.gauge(), this.#app.descriptors];
    await this.#app.close();
    const held = open.filter((path) => !/lectern\.(db(-wal|-shm)?|log)$/.test(path));
    const more = { descriptors: descriptors - few, timers: gauge.timers - fresh.timers };
    const ok = held.length === 0 && more.descriptors <= PASSING.descriptors && more.timers <= PASSING.timers;
    const figures = `${descriptors} descriptors (${few} after a start), ${gauge.timers} timers (${fresh.timers})`;
    return [{ rule: 'nothing is held', seen: `${figures}${held.length ? `, and ${held.join(', ')}` : ''}`, kept: ok }];
  }
}

/** Paths below a folder that a process has open. */
async function openFiles(pid: number, folder: string): Promise<string[]> {
  const { readlink } = await import('node:fs/promises');
  const names = await readdir(`/proc/${pid}/fd`);
  const paths = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(folder));
}
