import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rig } from '../tools/rig.ts';
import { type Cost, watchCost } from './cost.ts';
import { now } from './outputs.ts';
import { buildPeers } from './sound-peers.ts';
import { type Speaking, WebAudio } from './web-audio.ts';

export type ListenerName =
  | 'Lectern, socket'
  | 'Lectern, events'
  | 'SDK and naudiodon'
  | 'SDK and speaker'
  | 'curl and pacat'
  | 'curl and ffplay'
  | 'Web Audio in Chromium';
export type ListenerTask = 'first' | 'through';

/** What a service says, and how: see `supply.ts`. */
export interface Service {
  seed: number;
  segments: number;
  seconds: number;
  pace: number;
  jitter: number;
}

/** The others, and why one of them cannot be measured here; null where it can. */
export async function peersHere(): Promise<{ name: ListenerName; why: string | null }[]> {
  const built = await buildPeers();
  const installed = (program: string) => !spawnSync(program, ['--version']).error;
  const missing = (...programs: string[]) => programs.find((program) => !installed(program));
  const pipe = (...programs: string[]) => {
    const program = missing(...programs);
    return program ? `no ${program} here` : null;
  };
  return [
    { name: 'curl and pacat', why: pipe('curl', 'pacat') },
    { name: 'curl and ffplay', why: pipe('curl', 'ffplay') },
    { name: 'SDK and naudiodon', why: built.includes('naudiodon') ? null : 'naudiodon does not compile here' },
    { name: 'SDK and speaker', why: built.includes('speaker') ? null : 'speaker does not compile here' },
    { name: 'Web Audio in Chromium', why: existsSync('/usr/bin/chromium') ? null : 'no chromium here' },
  ];
}

/** A narrating service with somebody who listens to it; the others wait meanwhile. */
export class Playing {
  readonly #rig: Rig;
  readonly #settings: Service;
  readonly #service: ChildProcess;
  readonly #url: string;
  /** Where in the recording it begins. */
  readonly start: number;

  static async open(rig: Rig, settings: Service): Promise<Playing> {
    const entry = new URL('narrator.child.ts', import.meta.url);
    const service = fork(entry, [JSON.stringify(settings)], { execArgv: [], stdio: 'inherit' });
    const [{ port }] = (await once(service, 'message')) as [{ port: number }];
    return new Playing(rig, settings, service, `http://127.0.0.1:${port}`);
  }

  private constructor(rig: Rig, settings: Service, service: ChildProcess, url: string) {
    this.#rig = rig;
    this.#settings = settings;
    this.#service = service;
    this.#url = url;
    this.start = rig.recording.length;
  }

  /** From now on the service says nothing. */
  stall(): void {
    this.#service.send('stall');
  }

  /** Has it played; answers what was sent home, and what it cost. `during` may look on, and end it before its end. */
  async by<Report>(
    listener: ListenerName,
    task: ListenerTask,
    during: () => Promise<void> = () => new Promise(() => undefined),
  ): Promise<{ report: Report | null; cost: Cost }> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
    const browser = listener === 'Web Audio in Chromium' ? await WebAudio.open(this.#rig) : null;
    const settings = { listener, task, url: this.#url, folder, ...this.#settings };
    const staged = browser ? null : this.#rig.stage('../../bench/listener.child', settings, 3_600_000 * 2);
    // Whoever cannot be left is killed at the end.
    const failed = staged?.report.catch((failure: unknown) => Promise.reject(failure as Error));
    failed?.catch(() => undefined);
    const stop = watchCost(browser?.pid ?? staged!.child.pid!);
    const speaking: Speaking = { url: this.#url, task, segments: this.#settings.segments };
    const told = staged
      ? once(staged.child, 'message').then(([value]) => value as Report)
      : browser!.speak<Report>(speaking);
    told.catch(() => undefined);
    try {
      const early = during().then(() => null);
      const report = await Promise.race([told, early, ...(failed ? [failed.then(() => null)] : [])]);
      return { report, cost: stop() };
    } finally {
      stop();
      if (staged) await ended(staged.child);
      await browser?.close();
      await sleep(300);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async close(): Promise<void> {
    if (this.#service.connected) this.#service.disconnect();
    if (this.#service.exitCode === null) await once(this.#service, 'exit');
  }
}

/** With those that it started: a pipe outlives its shell. */
async function ended(child: ChildProcess): Promise<void> {
  for (const id of childrenOf(child.pid!)) process.kill(id, 'SIGKILL');
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  const ids = (stdout ?? '').split('\n').filter(Boolean).map(Number);
  return ids.flatMap((id) => [...childrenOf(id), id]);
}

/** Settles when nothing has sounded for `quiet` ms, or after `limit` ms. */
export async function silence(rig: Rig, quiet: number, limit: number): Promise<void> {
  for (const late = now() + limit; now() < late; await sleep(200)) {
    const recent = rig.recording.since(rig.recording.length - 24 * quiet);
    if (recent.every((sample) => sample === 0)) return;
  }
}
