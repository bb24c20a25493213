import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface StreamOptions {
  /** Frames a second, in Hz. */
  rate: number;
  channels?: 1 | 2;
  /** Name of a device; the system's default where left out. */
  device?: string;
  /** Frames a callback. Left out, PortAudio takes what suits the device, which is the quickest. */
  bufferFrames?: number;
  /** Seconds between callback and loudspeaker to ask of the device; its own where left out, and 0.01 at least. */
  latency?: number;
  /** Length of the fades of `flush`, `pause` and `resume`, in seconds; 0.005 where left out. */
  fade?: number;
}

/** All counts are of frames since the stream was opened, where nothing else is said. */
export interface StreamStats {
  /** In the ring now. */
  queued: number;
  /** That have left the ring: given to the device, or dropped by a flush. */
  read: number;
  /** Given to the device (output) or got from it (input), silence included. */
  given: number;
  /** Of silence given to the device. */
  silent: number;
  /** Of silence given to the device since the last frame that came from the ring. */
  quiet: number;
  /** Times (not frames) that the ring ran dry while sounding; the very end counts as one. */
  underruns: number;
  /** Flushed (output), or lost because they were not read in time (input). */
  dropped: number;
  /** Callbacks so far: they stop when the device is gone. */
  callbacks: number;
  /** Times that the device itself ran dry while sounding, or over, as far as that can be known. */
  xruns: number;
  /** Seconds that the device's own buffer holds, as far as it is filled: the latency that was asked for, or nearly. */
  buffer: number;
  /** Seconds from the ring to the loudspeaker, or from the microphone to the ring, as far as the device knows them. */
  latency: number;
  /** Does the thread that feeds it come before what else the machine is busy with? On Linux not everybody's may. */
  urgent: boolean;
  /** False once the device is gone. */
  active: boolean;
}

interface Stream {
  stats(): StreamStats;
  /** Stops at once; what is queued is lost. Closing again does nothing, any other call then throws. */
  close(): void;
}

/** A stream to a loudspeaker, with a ring of two seconds that its callback reads without ever waiting. */
export interface OutputStream extends Stream {
  /** Copies as many whole frames as there is room for and answers how many. Never waits. */
  write(samples: Int16Array): number;
  /**
   * Takes back all but the `keep` frames that sound next, or a few more where the device is at them; answers how many
   * frames. What is written next joins there.
   */
  takeBack(keep: number): number;
  /** 0 to 1; reached within the length of a fade. */
  volume(gain: number): void;
  /** Nothing follows what was written so far: its last frames need no fade, as they do where the sound breaks off. */
  end(): void;
  /** Fades out what sounds and drops all that was written so far; what is written next sounds at once. */
  flush(): void;
  /** Fades out and keeps everything; `resume` fades in where the sound left off. */
  pause(): void;
  resume(): void;
  /**
   * Has the device's buffer filled for so many seconds from now on, 0.1 or what it was opened with at most: more of
   * them at once, fewer as soon as the rest has been heard, without a gap either way. False where that can't be changed.
   */
  buffer(seconds: number): boolean;
}

/** A stream from a microphone; what is not read within two seconds is lost, and counted. */
export interface InputStream extends Stream {
  /** Fills `samples` from the front and answers how many frames there were. Never waits. */
  read(samples: Int16Array): number;
}

export interface DeviceEntry {
  name: string;
  /** Most channels that it takes in and gives out. */
  inputs: number;
  outputs: number;
  /** Its own rate, in Hz. */
  rate: number;
  defaultInput: boolean;
  defaultOutput: boolean;
}

/**
 * What errors of this room carry as `code`. `shape-refused`: the device does not do that rate or channel count;
 * `device-unknown`: there is none of that name.
 */
export type PortAudioFailure = 'bad-argument' | 'closed' | 'shape-refused' | 'device-unknown' | 'device-failed';

/** The binding. Every call may throw an Error whose `code` is a PortAudioFailure, or reject with it. */
export interface PortAudio {
  openOutput(options: StreamOptions): Promise<OutputStream>;
  openInput(options: StreamOptions): Promise<InputStream>;
  /** The devices of this machine; looked for anew whenever no stream is open, which PortAudio insists on. */
  devices(): Promise<DeviceEntry[]>;
}

interface Binding {
  open(options: StreamOptions & { input?: 0 | 1 }): Promise<OutputStream & InputStream>;
  devices(): Promise<DeviceEntry[]>;
}

/** Where `build/native.mjs` leaves the binding, for a host that runs unbuilt. */
export const builtBinding = new URL('./build/lectern_portaudio.node', import.meta.url);

/** Loads the binding at `place`. Throws an Error that says why where it was never built, or a library is missing. */
export function loadPortAudio(place: URL): PortAudio {
  const binding = required(place);
  return {
    openOutput: (options) => binding.open(options),
    openInput: (options) => binding.open({ ...options, input: 1 }),
    devices: () => binding.devices(),
  };
}

function required(place: URL): Binding {
  try {
    return createRequire(import.meta.url)(fileURLToPath(place)) as Binding;
  } catch (failure) {
    // The loader's messages go on with a stack of requires; the first line says it all.
    throw new Error(`the sound binding does not load: ${(failure as Error).message.split('\n')[0]}`, {
      cause: failure,
    });
  }
}
