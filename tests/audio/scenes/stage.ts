import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  builtBinding,
  loadPortAudio,
  type OutputStream,
  type StreamOptions,
  type StreamStats,
} from '../../../app/native/portaudio.ts';
import { wallClock } from '../../../app/player/clock.ts';
import { Device } from '../../../app/player/device.ts';
import { prefer } from '../../tools/prefer.ts';

export { builtBinding, sleep };

// What else the machine is busy with is not what is measured.
prefer();
export const settings = JSON.parse(process.argv[2] ?? '{}') as Record<string, number>;
export const now = () => performance.timeOrigin + performance.now();
export const portAudio = loadPortAudio(builtBinding);

/** Seconds; a device so patient is not starved by what else two cores have to do. */
export const PATIENT = 0.1;

/** A device together with its bare stream, which counts what the device keeps to itself. */
export async function openDevice(options: Partial<StreamOptions> = {}) {
  const stream = await portAudio.openOutput({
    rate: 24_000,
    channels: 1,
    latency: settings.latency ?? PATIENT,
    ...options,
  });
  return { stream, device: new Device(stream, { rate: 24_000, channels: 1 }, wallClock) };
}

/** What every stream counts that is opened from now on, by whomever; of a closed one, what it counted last. */
export function countedStreams(): () => StreamStats[] {
  const binding = createRequire(import.meta.url)(fileURLToPath(builtBinding)) as {
    open(options: StreamOptions): Promise<OutputStream>;
  };
  const counts: (() => StreamStats)[] = [];
  const { open } = binding;
  binding.open = async (options) => {
    const stream = await open(options);
    const close = stream.close.bind(stream);
    let last: StreamStats | null = null;
    counts.push(() => last ?? stream.stats());
    stream.close = () => {
      last ??= stream.stats();
      close();
    };
    return stream;
  };
  return () => counts.map((count) => count());
}

/** Sends a report home; the scene ends by itself once nothing of it is open. */
export function report(value: object): void {
  process.send!(value, () => process.disconnect());
}
