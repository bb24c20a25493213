import { Problem } from '../model/problem.ts';
import { loadPortAudio, type PortAudio, type PortAudioFailure } from '../native/portaudio.ts';
import { type Clock, wallClock } from './clock.ts';
import { Device, type Format, type OpenDevice } from './device.ts';

/**
 * Seconds between the ring and the loudspeaker to ask for: what a person still hears after a stop. Less is late more
 * often: on two overloaded cores 8 ms had 12 to 95 gaps in 10 s, 30 ms 1 to 13, 50 ms 1 to 7, 100 ms 0 to 2.
 */
const LATENCY = 0.03;

export interface LoudspeakerOptions {
  /** The compiled binding; hosts know where theirs is. */
  binding: URL;
  /** Seconds between the ring and the loudspeaker. */
  latency?: number;
  clock?: Clock;
}

/**
 * The machine's loudspeaker. Throws the Problem `sound-unavailable` where the binding was never built, a library of
 * it is missing, or the machine has nothing that sounds; a caller may then take `clockedDevice` instead.
 */
export function portAudioDevice({ binding, latency = LATENCY, clock = wallClock }: LoudspeakerOptions): OpenDevice {
  const portAudio = loaded(binding);
  if (!loudspeaker(portAudio)) throw unavailable('there is no output device');
  return async (wanted) => {
    const { line, format } = opened(portAudio, wanted, latency);
    return new Device(line, format, clock);
  };
}

/** As wanted or, where the device refuses, at its own rate and with two channels, which every one has. */
function opened(portAudio: PortAudio, wanted: Format, latency: number) {
  try {
    return { line: portAudio.openOutput({ ...wanted, latency }), format: wanted };
  } catch (refusal) {
    const own = failureOf(refusal) === 'shape-refused' ? loudspeaker(portAudio) : undefined;
    if (!own) throw unavailable(messageOf(refusal), refusal);
    const format: Format = { rate: own.rate, channels: own.outputs === 1 ? 1 : 2 };
    try {
      return { line: portAudio.openOutput({ ...format, latency }), format };
    } catch (failure) {
      throw unavailable(messageOf(failure), failure);
    }
  }
}

function loaded(binding: URL): PortAudio {
  try {
    return loadPortAudio(binding);
  } catch (failure) {
    throw unavailable(`the sound binding does not load: ${messageOf(failure)}`, failure);
  }
}

const loudspeaker = (portAudio: PortAudio) => portAudio.devices().find(({ defaultOutput }) => defaultOutput);
const failureOf = (thrown: unknown) => (thrown as { code?: PortAudioFailure }).code;
/** The loader's messages go on with a stack of requires; the first line says it all. */
const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown));
const unavailable = (why: string, cause?: unknown) => new Problem('sound-unavailable', why, { cause, retryable: true });
