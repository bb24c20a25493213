import { TAKE_RATE } from '../model/pcm.ts';
import type { Clock } from './clock.ts';
import type { Device, OpenDevice } from './device.ts';

/** Takes are mono at one rate, so one running stream serves every voice. */
const FORMAT = { rate: TAKE_RATE, channels: 1 } as const;
/** A device that nobody needs is closed after so long, in ms: long enough for the tail, and for a second thought. */
const LINGER = 3000;
/** What fades out at the end is heard within so many ms; a device that is gone is not waited for longer. */
const LAST_SOUND = 500;

/** The one device of a player: opened when needed, kept while in use, closed a while after. */
export class Loudspeaker {
  readonly #openDevice: OpenDevice;
  readonly #clock: Clock;
  #device: Device | null = null;
  #opening: Promise<Device> | null = null;
  #cancelRelease: () => void = () => {};
  #closed = false;

  constructor(openDevice: OpenDevice, clock: Clock) {
    this.#openDevice = openDevice;
    this.#clock = clock;
  }

  /** Null unless it is open. */
  get device(): Device | null {
    return this.#device;
  }

  /** The open device, or a new one. Throws the Problem of the opening. */
  async acquire(): Promise<Device> {
    this.#cancelRelease();
    if (this.#device) return this.#device;
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** Nobody needs it for now. */
  release(): void {
    this.#cancelRelease();
    this.#cancelRelease = this.#clock.after(LINGER, () => this.discard());
  }

  /** Closes at once; the next `acquire` opens anew. */
  discard(): void {
    this.#cancelRelease();
    this.#device?.close();
    this.#device = null;
  }

  /** For good, once what fades out has been heard. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#device?.drain(AbortSignal.timeout(LAST_SOUND)).catch(() => undefined);
    this.discard();
  }

  async #open(): Promise<Device> {
    const device = await this.#openDevice(FORMAT);
    if (this.#closed) device.close();
    else this.#device = device;
    return device;
  }
}
