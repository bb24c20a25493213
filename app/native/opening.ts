import type { PortAudio, PortAudioFailure, StreamOptions } from './portaudio.ts';

export const failureOf = (thrown: unknown): PortAudioFailure | undefined =>
  (thrown as { code?: PortAudioFailure }).code;

export interface Opened<Stream> {
  stream: Stream;
  /** What it was opened at, in Hz. */
  rate: number;
  channels: 1 | 2;
}

/**
 * Opens a device as wanted or, where it refuses that shape, at its own rate and with two channels, which every one has.
 * `side`: of the two what the stream is. Throws what `open` throws.
 */
export async function openAsItCan<Stream>(
  portAudio: PortAudio,
  side: 'inputs' | 'outputs',
  { device, ...wanted }: StreamOptions & { channels: 1 | 2 },
  open: (options: StreamOptions) => Promise<Stream>,
): Promise<Opened<Stream>> {
  const named = device === undefined ? {} : { device };
  const opened = async ({ rate, channels }: { rate: number; channels: 1 | 2 }) => ({
    stream: await open({ ...wanted, ...named, rate, channels }),
    ...{ rate, channels },
  });
  try {
    return await opened(wanted);
  } catch (refusal) {
    if (failureOf(refusal) !== 'shape-refused') throw refusal;
    const standard = side === 'inputs' ? 'defaultInput' : 'defaultOutput';
    const own = (await portAudio.devices()).find((entry) =>
      device === undefined ? entry[standard] : entry.name === device,
    );
    if (!own) throw refusal;
    return opened({ rate: own.rate, channels: own[side] === 1 ? 1 : 2 });
  }
}
