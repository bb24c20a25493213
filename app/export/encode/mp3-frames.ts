/** Bitrates of Layer III by the index in a frame's header, in kbit/s (ISO 11172-3, 2.4.2.3; ISO 13818-3, 2.4.2.3). */
const MPEG_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44_100, 48_000, 32_000];
const HEADER = 4;

/** Cuts a stream of MP3 into its frames. */
export function mp3Frames(sink: (frame: Uint8Array) => void): { push(bytes: Uint8Array): void } {
  let rest: Uint8Array = new Uint8Array(0);
  return {
    push(bytes) {
      rest = Buffer.concat([rest, bytes]);
      let at = 0;
      while (at + HEADER <= rest.length) {
        const size = frameBytes(rest.subarray(at, at + HEADER));
        if (at + size > rest.length) break;
        sink(rest.slice(at, at + size));
        at += size;
      }
      rest = rest.slice(at);
    },
  };
}

/** Size of the frame that begins with a header. */
function frameBytes([, version = 0, rates = 0]: Uint8Array): number {
  const first = (version & 0x08) !== 0;
  const rate = RATES[(rates >> 2) & 3]! / (first ? 1 : 2);
  const bitrate = (first ? MPEG_1 : MPEG_2)[rates >> 4]! * 1000;
  return Math.floor(((first ? 144 : 72) * bitrate) / rate) + ((rates >> 1) & 1);
}
