/** MPEG-2 Layer III, which is what there is at TAKE_RATE: samples in a frame. */
const FRAME_SAMPLES = 576;

/** What LAME puts before the sound, in samples (its own decoders' 529 come on top, and players know of those). */
const ENCODER_DELAY = 576;

/** Of the Xing header (gabriel.mp3-tech.org/mp3infotag.html), from its four letters on, in bytes. */
const FRAME_COUNT = 8;
const LAME_TAG = 116;

/** Of LAME's extension to it, in bytes from its start. */
const BITRATE = 20;
const GAPS = 21;
const MUSIC_LENGTH = 28;
const TAG_CHECKSUM = 34;
const CONSTANT_BITRATE = 1;

/**
 * The Xing frame that the muxer wrote, with what it leaves out: how much silence the encoder put around `samples`
 * samples of sound, so that players cut it off and the file is as long as the narration, to the sample. `xing` needs
 * flags for count, size and table, and no quality. `bitrate` in bit/s.
 */
export function infoFrame(xing: Uint8Array, samples: number, bitrate: number): Uint8Array {
  const frame = Uint8Array.from(xing);
  const start = Buffer.from(frame.buffer).indexOf('Xing');
  if (start < 0 || frame.length < start + LAME_TAG + TAG_CHECKSUM + 2) throw new Error('a Xing frame without room');
  const header = new DataView(frame.buffer, start);
  const tag = new DataView(frame.buffer, start + LAME_TAG);
  // The muxer counts its own frame, too; players take the count for that of the frames that sound.
  const frames = header.getUint32(FRAME_COUNT) - 1;
  const padding = frames * FRAME_SAMPLES - ENCODER_DELAY - samples;

  const letters = new TextEncoder();
  // "Info" is "Xing" where the bitrate is constant.
  letters.encodeInto('Info', frame.subarray(start));
  header.setUint32(FRAME_COUNT, frames);
  letters.encodeInto('LAME3.100', frame.subarray(start + LAME_TAG));
  tag.setUint8(9, CONSTANT_BITRATE);
  tag.setUint8(BITRATE, Math.min(255, bitrate / 1000));
  tag.setUint16(GAPS, (ENCODER_DELAY << 4) | (padding >> 8));
  tag.setUint8(GAPS + 2, padding & 0xff);
  tag.setUint32(MUSIC_LENGTH, header.getUint32(FRAME_COUNT + 4));
  tag.setUint16(TAG_CHECKSUM, checksum(frame.subarray(0, start + LAME_TAG + TAG_CHECKSUM)));
  return frame;
}

/** CRC-16/ARC. */
function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1;
  }
  return value;
}
