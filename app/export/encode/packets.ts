import {
  AdtsOutputFormat,
  AudioSample,
  type AudioEncodingConfig,
  AudioSampleSource,
  FlacOutputFormat,
  Mp3OutputFormat,
  NullTarget,
  Output,
} from 'mediabunny';
import type { Encoding } from '../formats/encoding.ts';
import type { Codec, PacketSink } from './codec.ts';
import { encodeHere } from './here.ts';

/** Frames that an encoder is given at a time: half a second at 24 kHz. */
const SLICE_FRAMES = 12_000;

/** Each encoder by itself is some megabytes to load. Mediabunny's way to one leads through an output. */
const codecs = {
  mp3: {
    register: async () => (await import('@mediabunny/mp3-encoder')).registerMp3Encoder(),
    output: () => new Mp3OutputFormat({ xingHeader: false }),
  },
  aac: {
    register: async () => (await import('@mediabunny/aac-encoder')).registerAacEncoder(),
    output: () => new AdtsOutputFormat(),
  },
  flac: {
    register: async () => (await import('@mediabunny/flac-encoder')).registerFlacEncoder(),
    output: () => new FlacOutputFormat({ appendOnly: true }),
  },
};

/**
 * The packets of one of mediabunny's encoders, made in this thread, or `beside` it in one of its own. Their containers
 * are ours, since mediabunny's have no chapters and hold a record of every packet until the end.
 */
export async function createPackets(
  codec: keyof typeof codecs,
  { rate, channels, bitrate }: Encoding,
  sink: PacketSink,
  beside = false,
): Promise<Codec> {
  await codecs[codec].register();
  const config: AudioEncodingConfig = {
    codec,
    ...(bitrate !== null && { bitrate, bitrateMode: 'constant' }),
    onEncodedPacket: ({ data }, meta) => {
      const description = meta?.decoderConfig?.description;
      sink(data, description ? Buffer.from(description as Uint8Array<ArrayBuffer>) : null);
    },
  };
  const source = new AudioSampleSource(config);
  const output = new Output({ format: codecs[codec].output(), target: new NullTarget() });
  output.addAudioTrack(source);
  await output.start();
  let frames = 0;
  const add = async (data: Int16Array) => {
    const format = { format: 's16', numberOfChannels: channels, sampleRate: rate } as const;
    const sample = new AudioSample({ ...format, data, timestamp: frames / rate });
    // The encoder begins with the first sound, and looks there where it is to run.
    if (frames === 0) encodeHere(!beside);
    frames += data.length / channels;
    await source.add(sample).finally(() => sample.close());
  };
  return {
    async write(samples) {
      const slice = SLICE_FRAMES * channels;
      for (let at = 0; at < samples.length; at += slice) await add(samples.subarray(at, at + slice));
    },
    finish: () => output.finalize(),
    abandon: () => output.cancel(),
  };
}
