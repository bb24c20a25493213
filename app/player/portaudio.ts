import { Problem } from '../model/problem.ts';
import { loadPortAudio, type PortAudio, type PortAudioFailure } from '../native/portaudio.ts';
import { AdaptiveLine } from './adaptive.ts';
import { type Clock, wallClock } from './clock.ts';
import { Device, type Format, type OpenDevice } from './device.ts';

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
    const devices = await loaded(binding).devices();
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
    const portAudio = loaded(binding);
    const name = output();
    const opened = (name: string | null) => openedAs(portAudio, wanted, name, latency);
    const device = ({ stream, format }: Awaited<ReturnType<typeof openedAs>>, missing?: string) =>
      new Device(new AdaptiveLine(stream, clock), format, clock, missing);
    try {
      return device(await opened(name));
    } catch (failure) {
      if (name === null || failureOf(failure) !== 'device-unknown') throw unavailable(failure);
      return device(await opened(null).catch((failure: unknown) => Promise.reject(unavailable(failure))), name);
    }
  };
}

/** As wanted or, where the device refuses, at its own rate and with two channels, which every one has. */
async function openedAs(portAudio: PortAudio, wanted: Format, name: string | null, latency: number | undefined) {
  const open = async (format: Format) => {
    const stream = await portAudio.openOutput({
      ...format,
      ...(name === null ? {} : { device: name }),
      ...(latency === undefined ? {} : { latency }),
    });
    return { stream, format };
  };
  try {
    return await open(wanted);
  } catch (refusal) {
    if (failureOf(refusal) !== 'shape-refused') throw refusal;
    const devices = await portAudio.devices();
    const own = devices.find((device) => (name === null ? device.defaultOutput : device.name === name));
    if (!own) throw refusal;
    return open({ rate: own.rate, channels: own.outputs === 1 ? 1 : 2 });
  }
}

function loaded(binding: URL): PortAudio {
  try {
    return loadPortAudio(binding);
  } catch (failure) {
    throw unavailable(failure, 'the sound binding does not load: ');
  }
}

const failureOf = (thrown: unknown) => (thrown as { code?: PortAudioFailure }).code;

/** The loader's messages go on with a stack of requires; the first line says it all. */
function unavailable(failure: unknown, where = ''): Problem {
  const why = failure instanceof Error ? failure.message.split('\n')[0]! : String(failure);
  return new Problem('sound-unavailable', `${where}${why}`, { cause: failure, retryable: true });
}
