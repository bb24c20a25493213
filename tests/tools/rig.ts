import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Feed } from './feed.ts';
import { prefer } from './prefer.ts';
import { Recording } from './recording.ts';
import { StandingClock } from './standing.ts';

/** Is what the rig needs on this machine? (apt install pulseaudio pulseaudio-utils libasound2-plugins) */
export const rigMissing = ['pulseaudio', 'pactl', 'parec'].find((tool) => spawnSync(tool, ['--version']).error);

/** The loudspeaker's rate, in Hz, where nothing else is asked for. It is mono then. */
export const RIG_RATE = 24_000;
const MICROPHONE_RATE = 16_000;

interface SinkFormat {
  rate: number;
  channels: number;
}
type Sink = 'loudspeaker' | 'headphones';
type Source = 'microphone' | 'headset';

/**
 * A sound card made of PulseAudio: whatever processes of this environment play is recorded, exact to the sample.
 * Processes read the environment at their start, so whoever plays has to be a child.
 */
export class Rig {
  readonly environment: NodeJS.ProcessEnv;
  readonly recording: Recording;
  /** What was heard of the headphones, which are not plugged in at first. */
  readonly headphones: Recording;
  readonly #folder: string;
  readonly #format: SinkFormat;
  readonly #children: ChildProcess[] = [];
  readonly #pinned: boolean;
  readonly #recorders = new Map<Sink, Socket>();
  readonly #monitors = new Map<Sink, ChildProcess>();
  #clock: StandingClock | null = null;

  private constructor(folder: string, format: SinkFormat, pinned: boolean) {
    this.#folder = folder;
    this.#pinned = pinned;
    this.#format = format;
    this.recording = new Recording(format.rate);
    this.headphones = new Recording(format.rate);
    this.environment = {
      ...process.env,
      XDG_RUNTIME_DIR: join(folder, 'run'),
      PULSE_RUNTIME_PATH: join(folder, 'run'),
      PULSE_STATE_PATH: join(folder, 'state'),
      PULSE_SERVER: `unix:${join(folder, 'run/native')}`,
      PULSE_SOURCE: 'microphone',
      PULSE_CONFIG: join(folder, 'daemon.conf'),
      ALSA_CONFIG_PATH: join(folder, 'alsa.conf'),
    };
  }

  /** `pinned`: what plays shares the card's processor, so that it is not there only when the card's clock stands. */
  static async start(format: SinkFormat = { rate: RIG_RATE, channels: 1 }, { pinned = false } = {}): Promise<Rig> {
    // A recorder that comes late for longer than a second loses sound, and so does whoever speaks into the microphone:
    // they come before those who play.
    prefer(process.pid, 3);
    const folder = await mkdtemp(join(tmpdir(), 'lectern-rig-'));
    const rig = new Rig(folder, format, pinned);
    try {
      await mkdir(join(folder, 'state'), { mode: 0o700 });
      await writeFile(join(folder, 'alsa.conf'), ALSA);
      // Of a real-time thread it would allow itself 200 ms without a pause, and be ended by the system for more.
      await writeFile(join(folder, 'daemon.conf'), 'rlimit-rttime = -1\n');
      rig.#clock = StandingClock.in(folder);
      await rig.serve();
      return rig;
    } catch (failure) {
      await rig.stop();
      throw failure;
    }
  }

  async stop(): Promise<void> {
    await this.crash();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Ends the server, and all that it serves. */
  async crash(): Promise<void> {
    for (const recorder of this.#recorders.values()) recorder.destroy();
    const children = this.#children.splice(0);
    const ended = children.map((child) => new Promise((done) => child.once('exit', done)));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(ended);
    await rm(join(this.#folder, 'run'), { recursive: true, force: true });
    for (const pipe of ['loudspeaker', 'headphones', 'microphone', 'headset'])
      await rm(join(this.#folder, pipe), { force: true });
  }

  /** Starts the server, again after a crash; the recordings go on. */
  async serve(): Promise<void> {
    const length = this.recording.length;
    await mkdir(join(this.#folder, 'run'), { mode: 0o700 });
    this.#spawn('pulseaudio', pulseArguments(this.#folder, this.#format), this.#clock?.environment);
    await until(() => stat(join(this.#folder, 'run/native')), 'pulseaudio to listen');
    await until(async () => this.control('get-default-sink'), 'pulseaudio to answer');
    this.#listen('loudspeaker');
    this.#monitor('loudspeaker');
    const runs = () => (this.recording.length > length ? Promise.resolve() : Promise.reject());
    await until(runs, 'the loudspeaker to run');
    // A card does not compete for the processor; PulseAudio gives a rank up that it was started with.
    for (const { pid } of this.#children) prefer(pid, 10);
  }

  /** ms that the machine had no processor for the loudspeaker so far; its clock stood meanwhile. */
  get stood(): number {
    return this.#clock?.stood ?? 0;
  }

  /** Runs `pactl`; throws what it complains of. */
  control(...command: string[]): string {
    const { status, stdout, stderr } = spawnSync('pactl', command, { env: this.environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`pactl ${command.join(' ')}: ${stderr.trim()}`);
    return stdout;
  }

  /** Takes the loudspeaker away, and leaves no other. */
  unplug(): void {
    for (const module of ['module-always-sink', 'module-pipe-sink']) {
      if (this.control('list', 'short', 'modules').includes(module)) this.control('unload-module', module);
    }
    this.#leave('loudspeaker');
  }

  /** Brings it back, or plugs the headphones in; the recording goes on. */
  plug(sink: Sink = 'loudspeaker'): void {
    this.control('load-module', 'module-pipe-sink', ...sinkArguments(this.#folder, this.#format, sink));
    this.#listen(sink);
    this.#monitor(sink);
  }

  /** Takes one of two away: what plays on it goes over to the other. */
  pull(sink: Sink): void {
    const modules = this.control('list', 'short', 'modules').split('\n');
    const module = modules.find((line) => line.includes(`sink_name=${sink} `))!;
    this.control('unload-module', module.split('\t')[0]!);
    this.#leave(sink);
  }

  /** A microphone that is never without sound, as real ones are: silence where nothing is said. */
  async feed(source: Source = 'microphone'): Promise<Feed> {
    return Feed.open(join(this.#folder, source));
  }

  /** Connects the headset, which is not there at first. */
  connect(): void {
    this.control('load-module', 'module-pipe-source', ...sourceArguments(this.#folder, 'headset'));
  }

  /** Takes a microphone away. */
  disconnect(source: Source): void {
    const modules = this.control('list', 'short', 'modules').split('\n');
    const module = modules.find((line) => line.includes(`source_name=${source} `))!;
    this.control('unload-module', module.split('\t')[0]!);
  }

  /** Sends sound to the microphone in real time, 10 ms at a time; settles when all was said. */
  async say(samples: Int16Array): Promise<void> {
    const block = MICROPHONE_RATE / 100;
    const pipe = await open(join(this.#folder, 'microphone'), constants.O_WRONLY);
    const start = performance.now();
    for (let at = 0; at < samples.length; at += block) {
      const due = start + (at / MICROPHONE_RATE) * 1000 - performance.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      const part = samples.subarray(at, at + block);
      await pipe.write(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    await pipe.close();
  }

  /**
   * Plays a scene of tests/audio/scenes in a process of its own and answers what it sent home last. Throws where it
   * ends badly or not within `limit` ms.
   */
  async play<Report>(scene: string, settings: object = {}, limit = 90_000): Promise<Report> {
    return this.stage(scene, settings, limit).report as Promise<Report>;
  }

  /** Like `play`, for a scene that is to be talked with while it runs. */
  stage(scene: string, settings: object = {}, limit = 90_000): { child: ChildProcess; report: Promise<unknown> } {
    const child = fork(new URL(`../audio/scenes/${scene}.ts`, import.meta.url), [JSON.stringify(settings)], {
      env: this.environment,
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    if (this.#pinned) this.#clock?.pin(child.pid!);
    const report = new Promise((resolve, reject) => {
      let last: unknown;
      let complaint = '';
      const timer = setTimeout(() => child.kill('SIGKILL'), limit);
      child.on('message', (message) => (last = message));
      child.stderr!.on('data', (text) => (complaint += text));
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        if (code === 0) resolve(last);
        else reject(new Error(`scene ${scene} ended with ${signal ?? code}\n${complaint}`));
      });
    });
    return { child, report };
  }

  #listen(sink: Sink): void {
    const pipe = openSync(join(this.#folder, sink), constants.O_RDONLY | constants.O_NONBLOCK);
    const recorder = new Socket({ fd: pipe, readable: true, writable: false });
    const recording = sink === 'loudspeaker' ? this.recording : this.headphones;
    recorder.on('data', (chunk) => recording.append(chunk));
    this.#recorders.set(sink, recorder);
  }

  /** Somebody who listens closely keeps the device's period near 10 ms; it would be 50 otherwise. */
  #monitor(sink: Sink): void {
    this.#monitors.set(sink, this.#spawn('parec', ['-d', `${sink}.monitor`, '--latency-msec=10']));
  }

  /** Without its sink a monitor would listen to the next one, for good. */
  #leave(sink: Sink): void {
    this.#recorders.get(sink)?.destroy();
    this.#monitors.get(sink)?.kill('SIGKILL');
  }

  #spawn(command: string, args: string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(command, args, { env: { ...this.environment, ...more }, stdio: 'ignore' });
    if (child.pid !== undefined) this.#clock?.pin(child.pid);
    this.#children.push(child);
    child.once('exit', (code, signal) => {
      const place = this.#children.indexOf(child);
      if (place < 0) return;
      this.#children.splice(place, 1);
      if (command !== 'parec') console.error(`${command} ended by itself: ${signal ?? code}`);
    });
    return child;
  }
}

const ALSA = `pcm.!default { type pulse hint { show on description "Default" } }
pcm.headset { type pulse device "headset" hint { show on description "Headset" } }
pcm.headphones { type pulse device "headphones" hint { show on description "Headphones" } }
ctl.!default { type pulse }
`;

const pulseArguments = (folder: string, format: SinkFormat) => [
  ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit=yes', '--use-pid-file=no', '--disable-shm=yes'],
  ...['--realtime=no', '--high-priority=no', '--resample-method=speex-float-10'],
  ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${folder}/run/native`],
  ...['-L', ['module-pipe-sink', ...sinkArguments(folder, format, 'loudspeaker')].join(' ')],
  ...['-L', ['module-pipe-source', ...sourceArguments(folder, 'microphone')].join(' ')],
  ...['-L', 'module-always-sink'],
];
const sourceArguments = (folder: string, source: Source) => [
  ...[`source_name=${source}`, `file=${folder}/${source}`, 'format=s16le', 'rate=16000', 'channels=1'],
];
const sinkArguments = (folder: string, { rate, channels }: SinkFormat, sink: Sink) => [
  ...[`sink_name=${sink}`, `file=${folder}/${sink}`],
  ...['format=s16le', `rate=${rate}`, `channels=${channels}`, 'use_system_clock_for_timing=yes'],
];

/** Tries until it works, for at most 10 s; another process says no other way that it is ready. */
async function until(attempt: () => Promise<unknown>, what: string): Promise<void> {
  for (const start = performance.now(); ;) {
    try {
      await attempt();
      return;
    } catch {
      if (performance.now() - start > 10_000) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
