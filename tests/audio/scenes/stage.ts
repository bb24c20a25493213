import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtBinding, loadPortAudio, type StreamOptions } from '../../../app/native/portaudio.ts';
import { wallClock } from '../../../app/player/clock.ts';
import { Device } from '../../../app/player/device.ts';

export { builtBinding, sleep };

// What else the machine is busy with is not what is measured; threads to come inherit it.
try {
  setPriority(-10);
} catch {
  // Only an administrator may.
}
export const settings = JSON.parse(process.argv[2] ?? '{}') as Record<string, number>;
export const now = () => performance.timeOrigin + performance.now();
export const portAudio = loadPortAudio(builtBinding);

/** Seconds; a device so patient is not starved by what else two cores have to do. */
export const PATIENT = 0.1;

/** A device together with its bare stream, which counts what the device keeps to itself. */
export function openDevice(options: Partial<StreamOptions> = {}) {
  const stream = portAudio.openOutput({ rate: 24_000, channels: 1, latency: PATIENT, ...options });
  return { stream, device: new Device(stream, { rate: 24_000, channels: 1 }, wallClock) };
}

/** Sends a report home; the scene ends by itself once nothing of it is open. */
export function report(value: object): void {
  process.send!(value, () => process.disconnect());
}
