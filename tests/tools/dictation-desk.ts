import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Archive } from '../../app/dictation/archive.ts';
import { Dictation } from '../../app/dictation/dictation.ts';
import type { MicrophoneListener, OpenMicrophone } from '../../app/dictation/microphone.ts';
import { Transcriber } from '../../app/dictation/transcriber.ts';
import type { DictationSettings, DictationState, HistoryNews } from '../../app/model/dictation.ts';
import { Problem } from '../../app/model/problem.ts';
import { openDatabase } from '../../app/store/database.ts';
import { PRESET } from '../../app/store/dictation-settings.ts';
import { createDictations } from '../../app/store/dictations.ts';
import { createTogether, type Together } from '../../app/together/client.ts';
import { systemClock } from '../../app/together/http/clock.ts';
import { temporaryFolder } from '../unit/store/temporary-folder.ts';
import { noise } from './noise.ts';

/** A microphone into which a test speaks, as quick as it likes. */
export class ScriptedMicrophone {
  readonly opened: (string | null)[] = [];
  /** Names that are not there; `null` takes the system's own away, too. */
  readonly gone = new Set<string | null>();
  /** Names of those that are there and give nothing but zeros. */
  readonly mute = new Set<string | null>();
  #late: Promise<void> | null = null;
  #listener: MicrophoneListener | null = null;
  #name: string | null = null;

  readonly open: OpenMicrophone = async (name, listener, signal) => {
    this.opened.push(name);
    await this.#late;
    signal.throwIfAborted();
    const there = !this.gone.has(name);
    if (!there && (name === null || this.gone.has(null))) {
      throw new Problem('microphone-unavailable', 'there is none');
    }
    this.#listener = listener;
    this.#name = there ? name : null;
    return {
      missing: there ? null : name,
      settle: async () => undefined,
      close: () => {
        if (this.#listener === listener) this.#listener = null;
      },
    };
  };

  /** From now on an opening waits until what this answers is called, as for a headset that takes its time. */
  delay(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#late = promise;
    return resolve;
  }

  get listening(): boolean {
    return this.#listener !== null;
  }

  hear(samples: Int16Array): void {
    for (let at = 0; at < samples.length; at += 320) {
      const part = samples.slice(at, at + 320);
      this.#listener?.hear(this.mute.has(this.#name) ? part.fill(0) : part);
    }
  }

  /** A second of speech, with gaps between its words, and the pause that ends its turn. */
  say(seconds = 1, seed = 5): void {
    const loud = (at: number) => (at % 4_800 < 4_000 ? 8 : 1_000);
    this.hear(noise(seed, 16_000 * seconds).map((sample, at) => sample / loud(at)));
    this.pause();
  }

  pause(seconds = 1): void {
    this.hear(noise(9, 16_000 * seconds).map((sample) => sample / 8_000));
  }

  unplug(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.lost();
  }
}

export interface Desk {
  folder: string;
  dictation: Dictation;
  microphone: ScriptedMicrophone;
  archive: Archive;
  transcriber: Transcriber;
  settings: DictationSettings;
  states: DictationState[];
  news: HistoryNews[];
  phase(phase: DictationState['phase']): Promise<void>;
  close(): Promise<void>;
}

/** Dictation with a service at `baseUrl`, or with another client's, and a microphone of the test's, over a library that outlives it. */
export async function openDesk(
  baseUrl: string,
  folder = temporaryFolder(),
  part: Partial<DictationSettings> = {},
  service: { model: string; client: () => Promise<Together> } | null = null,
): Promise<Desk> {
  const settings = { ...PRESET, ...part };
  const database = openDatabase(folder);
  const states: DictationState[] = [];
  const news: HistoryNews[] = [];
  const client = createTogether({ baseUrl, key: async () => null });
  const sounds = join(folder, 'recordings');
  mkdirSync(sounds, { recursive: true });
  const shared = { settings: () => settings, client: service?.client ?? (async () => client), now: Date.now };
  const archive = new Archive({
    rows: createDictations(database),
    folder: sounds,
    tell(one) {
      news.push(one);
      dictation.filed(one);
    },
    ...shared,
  });
  const tell = () => undefined;
  const transcriber = new Transcriber({ archive, clock: systemClock, temporary: tmpdir(), tell, ...shared });
  const microphone = new ScriptedMicrophone();
  const dictation = new Dictation({
    ...{ archive, transcriber, ...shared, open: microphone.open },
    model: async () => service?.model ?? 'openai/whisper-large-v3',
    allowed: async () => true,
    changed: (state) => states.push(state),
    level: () => undefined,
  });
  await archive.open();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await dictation.close();
    await transcriber.close();
    await client.close();
    database.close();
  };
  onTestFinished(close);
  const phase = (wanted: DictationState['phase']) =>
    expect.poll(() => dictation.state.phase, { interval: 5, timeout: 20_000 }).toBe(wanted);
  return { folder, dictation, microphone, archive, transcriber, settings, states, news, phase, close };
}
