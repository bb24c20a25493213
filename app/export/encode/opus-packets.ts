import { createEncoder } from 'libopus-wasm';
import { concat } from '../../pcm/frames.ts';
import type { Encoding } from '../formats/encoding.ts';
import type { Codec, PacketSink } from './codec.ts';

/** The longest that all of Opus' ways of coding speech and music take, in seconds (RFC 6716, 2.1.4). */
const PACKET_SECONDS = 0.02;
/** Of 0 to 10: the difference to 10 is not heard in speech, and 10 takes half as long again. */
const COMPLEXITY = 9;

/** Packets by libopus, and how much of what comes out of a decoder lies before the sound, in frames at `rate`. */
export async function createOpusPackets(
  { rate, channels, bitrate, vbr }: Encoding,
  sink: PacketSink,
): Promise<Codec & { lookahead: number; packetFrames: number }> {
  const packetFrames = rate * PACKET_SECONDS;
  const encoder = await createEncoder({
    sampleRate: rate === 24_000 ? 24_000 : 48_000,
    channels,
    bitrate: bitrate ?? 'auto',
    complexity: COMPLEXITY,
    vbr,
    frameSize: packetFrames,
  });
  const packet = packetFrames * channels;
  const lookahead = encoder.getLookahead();
  let rest = new Int16Array(0);
  let frames = 0;
  let made = 0;

  const take = (samples: Int16Array) => {
    const sound = rest.length === 0 ? samples : concat([rest, samples]);
    let at = 0;
    for (; at + packet <= sound.length; at += packet) {
      sink(encoder.encode(sound.subarray(at, at + packet)).slice(), null);
      made += packetFrames;
    }
    rest = sound.slice(at);
  };
  return {
    lookahead,
    packetFrames,
    async write(samples) {
      frames += samples.length / channels;
      take(samples);
    },
    async finish() {
      // The end of the sound comes out of a decoder as late as its start did.
      const owed = Math.ceil((frames + lookahead) / packetFrames) * packetFrames - made;
      take(new Int16Array(owed * channels - rest.length));
      encoder.free();
    },
    abandon: async () => encoder.free(),
  };
}
