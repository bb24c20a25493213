import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recording } from './recording.ts';

/** Is what the rig needs on this machine? (apt install pulseaudio pulseaudio-utils libasound2-plugins) */
export const rigMissing = ['pulseaudio', 'pactl', 'parec'].find((tool) => spawnSync(tool, ['--version']).error);

/** The loudspeaker's rate, in Hz. It is mono. */
export const RIG_RATE = 24_000;
const MICROPHONE_RATE = 16_000;

/**
 * A sound card made of PulseAudio: whatever processes of this environment play is recorded, exact to the sample.
 * Processes read the environment at their start, so whoever plays has to be a child.
 */
export class Rig {
  readonly environment: NodeJS.ProcessEnv;
  readonly recording = new Recording(RIG_RATE);
  readonly #folder: string;
  readonly #children: ChildProcess[] = [];
  #recorder: Socket | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
    this.environment = {
      ...process.env,
      XDG_RUNTIME_DIR: join(folder, 'run'),
      PULSE_RUNTIME_PATH: join(folder, 'run'),
      PULSE_STATE_PATH: join(folder, 'state'),
      PULSE_SERVER: `unix:${join(folder, 'run/native')}`,
      PULSE_SINK: 'loudspeaker',
      PULSE_SOURCE: 'microphone',
      ALSA_CONFIG_PATH: join(folder, 'alsa.conf'),
    };
  }

  static async start(): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-rig-'));
    const rig = new Rig(folder);
    try {
      await mkdir(join(folder, 'run'), { mode: 0o700 });
      await mkdir(join(folder, 'state'), { mode: 0o700 });
      await writeFile(join(folder, 'alsa.conf'), ALSA);
      rig.#spawn('pulseaudio', pulseArguments(folder));
      await until(() => stat(join(folder, 'run/native')), 'pulseaudio to listen');
      await until(async () => rig.control('get-default-sink'), 'pulseaudio to answer');
      rig.#listen();
      // Somebody who listens closely keeps the device's period near 10 ms; it would be 50 otherwise.
      rig.#spawn('parec', ['-d', 'loudspeaker.monitor', '--latency-msec=10']);
      await until(() => (rig.recording.length > 0 ? Promise.resolve() : Promise.reject()), 'the loudspeaker to run');
      return rig;
    } catch (failure) {
      await rig.stop();
      throw failure;
    }
  }

  async stop(): Promise<void> {
    this.#recorder?.destroy();
    const ended = this.#children.map((child) => new Promise((done) => child.once('exit', done)));
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(ended);
    await rm(this.#folder, { recursive: true, force: true });
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
    this.#recorder?.destroy();
  }

  /** Brings it back; the recording goes on. */
  plug(): void {
    this.control('load-module', 'module-pipe-sink', ...sinkArguments(this.#folder));
    this.#listen();
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

  #listen(): void {
    const pipe = openSync(join(this.#folder, 'loudspeaker'), constants.O_RDONLY | constants.O_NONBLOCK);
    this.#recorder = new Socket({ fd: pipe, readable: true, writable: false });
    this.#recorder.on('data', (chunk) => this.recording.append(chunk));
  }

  #spawn(command: string, args: string[]): void {
    // A card does not compete for the processor. Where the rank is not to be had, `nice` runs it at the usual one.
    this.#children.push(spawn('nice', ['-n', '-15', command, ...args], { env: this.environment, stdio: 'ignore' }));
  }
}

const ALSA = `pcm.!default { type pulse hint { show on description "Default" } }
ctl.!default { type pulse }
`;

const pulseArguments = (folder: string) => [
  ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit=yes', '--use-pid-file=no', '--disable-shm=yes'],
  ...['--realtime=no', '--high-priority=no', '--resample-method=speex-float-1'],
  ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${folder}/run/native`],
  ...['-L', ['module-pipe-sink', ...sinkArguments(folder)].join(' ')],
  ...['-L', `module-pipe-source source_name=microphone file=${folder}/microphone format=s16le rate=16000 channels=1`],
  ...['-L', 'module-always-sink'],
];
const sinkArguments = (folder: string) => [
  ...['sink_name=loudspeaker', `file=${folder}/loudspeaker`],
  ...['format=s16le', `rate=${RIG_RATE}`, 'channels=1', 'use_system_clock_for_timing=yes'],
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
