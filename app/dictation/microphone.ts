import type { Input } from '../model/dictation.ts';
import { Problem } from '../model/problem.ts';
import { type Opened, openAsItCan } from '../native/opening.ts';
import { type InputStream, loadPortAudio, type StreamOptions } from '../native/portaudio.ts';
import { createResampler, type Resampler } from '../pcm/resample.ts';
import { toMono } from '../pcm/convert.ts';

/** Hz of all sound that is dictated, mono: what the service's models listen at. */
export const MICROPHONE_RATE = 16_000;

/** A microphone that listens. */
export interface Microphone {
  /** Name of the input that was to listen and is not there, so that the system's own listens in its place. */
  readonly missing: string | null;
  /** Settles when all has been passed on that was said before: the device's own delay, and one look. */
  settle(): Promise<void>;
  close(): void;
}

export interface MicrophoneListener {
  /** Sound as it comes, at MICROPHONE_RATE. */
  hear(samples: Int16Array): void;
  /** It is gone; nothing follows. */
  lost(): void;
}

/**
 * Opens an input by name; null is the system's own. Settles when it listens indeed. Throws the Problem
 * `microphone-unavailable`, and the signal's reason.
 */
export type OpenMicrophone = (
  name: string | null,
  listener: MicrophoneListener,
  signal: AbortSignal,
) => Promise<Microphone>;

/** ms between two looks, of the ring's 2 s: what is on its way to the disk is no older than two of them. */
const LOOK = 20;
/** A device from which nothing has come for so long, in ms, is gone. */
const SILENT_FOR = 1_000;
/** The same before its first sound: a headset without a wire takes its time to change over. */
const LATE_BY = 3_000;
/** ms between two looks for the first sound: nobody is told to speak before it has come. */
const FIRST_LOOK = 2;
/** ms; a device that claims a longer delay than this is not believed. */
const LONGEST_DELAY = 150;

/** The machine's microphones; `binding` is the compiled one. */
export async function portAudioInputs(binding: URL): Promise<Input[]> {
  try {
    const devices = await loadPortAudio(binding).devices();
    return devices
      .filter(({ inputs }) => inputs > 0)
      .map(({ name, defaultInput }) => ({ name, standard: defaultInput }));
  } catch (failure) {
    throw unavailable(failure);
  }
}

export function portAudioMicrophone(binding: URL): OpenMicrophone {
  return async (name, listener, signal) => {
    const opened = async (name: string | null, missing: string | null) => {
      const portAudio = loadPortAudio(binding);
      const wanted = { rate: MICROPHONE_RATE, channels: 1, ...(name === null ? {} : { device: name }) } as const;
      const open = (options: StreamOptions) => portAudio.openInput(options);
      const input = await openAsItCan(portAudio, 'inputs', wanted, open);
      await sounds(input.stream, signal);
      return Listening.begin(input, listener, missing);
    };
    try {
      return await opened(name, null);
    } catch (failure) {
      signal.throwIfAborted();
      if (name === null) throw unavailable(failure);
      return opened(null, name).catch((failure: unknown) => Promise.reject(unavailable(failure)));
    }
  };
}

class Listening implements Microphone {
  readonly missing: string | null;
  readonly #opened: Opened<InputStream>;
  readonly #listener: MicrophoneListener;
  readonly #resampler: Resampler;
  readonly #buffer: Int16Array;
  readonly #timer: NodeJS.Timeout;
  #closed = false;
  #callbacks = -1;
  #lastCallback = performance.now();

  static async begin(
    opened: Opened<InputStream>,
    listener: MicrophoneListener,
    missing: string | null,
  ): Promise<Listening> {
    return new Listening(opened, listener, missing, await createResampler(opened.rate, MICROPHONE_RATE));
  }

  private constructor(
    opened: Opened<InputStream>,
    listener: MicrophoneListener,
    missing: string | null,
    resampler: Resampler,
  ) {
    this.#opened = opened;
    this.#listener = listener;
    this.missing = missing;
    this.#resampler = resampler;
    // As much as the stream's ring holds.
    this.#buffer = new Int16Array(2 * opened.rate * opened.channels);
    this.#timer = setInterval(() => this.#look(), LOOK);
  }

  async settle(): Promise<void> {
    if (this.#closed) return;
    const delay = Math.min(LONGEST_DELAY, this.#opened.stream.stats().latency * 1000);
    await new Promise((resolve) => setTimeout(resolve, delay));
    this.#read();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#opened.stream.close();
    this.#resampler.close();
  }

  #look(): void {
    this.#read();
    if (this.#closed) return;
    const { active, callbacks } = this.#opened.stream.stats();
    const now = performance.now();
    if (callbacks !== this.#callbacks) this.#lastCallback = now;
    this.#callbacks = callbacks;
    if (active && now - this.#lastCallback < SILENT_FOR) return;
    this.close();
    this.#listener.lost();
  }

  #read(): void {
    if (this.#closed) return;
    const { stream, channels } = this.#opened;
    const frames = stream.read(this.#buffer);
    if (frames === 0) return;
    const read = this.#buffer.slice(0, frames * channels);
    const samples = this.#resampler.push(channels === 2 ? toMono(read) : read);
    if (samples.length > 0) this.#listener.hear(samples);
  }
}

/**
 * Settles when the first sound has come: a sound server says that a stream runs up to some 100 ms before it does, and
 * what is said meanwhile is lost. Throws, and closes the stream, where none comes or `signal` is aborted.
 */
async function sounds(stream: InputStream, signal: AbortSignal): Promise<void> {
  const start = performance.now();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { callbacks, active } = stream.stats();
      if (callbacks > 0) return;
      if (!active || performance.now() - start >= LATE_BY) throw new Error('it is open, and gives no sound');
      await new Promise((resolve) => setTimeout(resolve, FIRST_LOOK));
    }
  } catch (failure) {
    stream.close();
    throw failure;
  }
}

const unavailable = (failure: unknown) =>
  new Problem('microphone-unavailable', failure instanceof Error ? failure.message : String(failure), {
    ...{ cause: failure, retryable: true },
  });
