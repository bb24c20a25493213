import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import { AudioSample, AudioSampleSource, BufferTarget, Mp3OutputFormat, Output } from 'mediabunny';

registerMp3Encoder();

/**
 * Mono sound at `rate` Hz as an MP3 of a constant `bitRate`, in bits a second, or the nearest that MP3 has at that rate
 * (at most 160,000 up to 24,000 Hz and 64,000 up to 12,000 Hz). Encoded in a worker of its own.
 */
export async function encodeMp3(samples: Int16Array, rate: number, bitRate: number): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp3OutputFormat(), target });
  const source = new AudioSampleSource({ codec: 'mp3', bitrate: bitRate });
  output.addAudioTrack(source);
  await output.start();
  const sample = new AudioSample({
    data: samples,
    format: 's16',
    numberOfChannels: 1,
    sampleRate: rate,
    timestamp: 0,
  });
  try {
    await source.add(sample);
    await output.finalize();
  } finally {
    sample.close();
  }
  return new Uint8Array(target.buffer!);
}
