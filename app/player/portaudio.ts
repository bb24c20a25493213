import { Problem } from '../model/problem.ts';
import { failureOf, openAsItCan } from '../native/opening.ts';
import { loadPortAudio, type StreamOptions } from '../native/portaudio.ts';
import { AdaptiveLine } from './adaptive.ts';
import { type Clock, wallClock } from './clock.ts';
import { Device, type OpenDevice } from './device.ts';

export interface LoudspeakerOptions {
  /** The compiled binding; hosts know where theirs is. */
  binding: URL;
  /** Name of the output to use, asked at each opening; null is the system's standard one. */
  output?: () => string | null;
  /** Seconds between the ring and the loudspeaker at least; the device's own low latency where left out. */
  latency?: number;
  clock?: Clock;
}

/** A loudspeaker, headphones and the like. */
export interface Output {
  name: string;
  /** Is it the system's default? */
  standard: boolean;
}

/** The machine's outputs. Throws the Problem `sound-unavailable` where the binding does not load or finds no sound. */
export async function portAudioOutputs(binding: URL): Promise<Output[]> {
  try {
    const devices = await loadPortAudio(binding).devices();
    return devices
      .filter(({ outputs }) => outputs > 0)
      .map(({ name, defaultOutput }) => ({ name, standard: defaultOutput }));
  } catch (failure) {
    throw unavailable(failure);
  }
}

/**
 * The machine's loudspeaker, as `output` says; where that is not there the standard one, and the device says so.
 * Opening throws the Problem `sound-unavailable` where the binding was never built, a library of it is missing, or the
 * machine has nothing that sounds; a caller may then take `clockedDevice` instead.
 */
export function portAudioDevice(options: LoudspeakerOptions): OpenDevice {
  const { binding, output = () => null, latency, clock = wallClock } = options;
  return async (wanted) => {
    const name = output();
    const opened = async (name: string | null, missing?: string) => {
      const portAudio = loadPortAudio(binding);
      const device = { ...(name === null ? {} : { device: name }), ...(latency === undefined ? {} : { latency }) };
      const open = (options: StreamOptions) => portAudio.openOutput(options);
      const { stream, ...format } = await openAsItCan(portAudio, 'outputs', { ...wanted, ...device }, open);
      return new Device(new AdaptiveLine(stream, clock), format, clock, missing);
    };
    try {
      return await opened(name);
    } catch (failure) {
      if (name === null || failureOf(failure) !== 'device-unknown') throw unavailable(failure);
      return opened(null, name).catch((failure: unknown) => Promise.reject(unavailable(failure)));
    }
  };
}

const unavailable = (failure: unknown) =>
  new Problem('sound-unavailable', failure instanceof Error ? failure.message : String(failure), {
    ...{ cause: failure, retryable: true },
  });
