import type { Encoding } from './encoding.ts';

/** What LAME puts before the sound, in samples (its own decoders' 529 come on top, and players know of those). */
const ENCODER_DELAY = 576;

/** MPEG-1 has the rates from 32 kHz on, MPEG-2 those below; by `version - 1`. */
const FRAME_SAMPLES = [1152, 576];
/** In kbit/s, by version and by how a frame's header numbers them, from 1 on (ISO 11172-3 and 13818-3, 2.4.2.3). */
const FRAME_BITRATES = [
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
/** With it, all that this frame tells fits in; in kbit/s. */
const ROOMY_BITRATE = [128, 64];
const RATE_INDEX: Readonly<Record<number, number>> = { 44_100: 0, 48_000: 1, 24_000: 1 };

/** Sizes in bytes: of a frame's header, and of what says how its sound lies in it, by version and channels. */
const HEADER = 4;
const SIDE_INFO = [
  [17, 32],
  [9, 17],
];

/** Of the Xing header (gabriel.mp3-tech.org/mp3infotag.html), from its four letters on, in bytes. */
const FLAGS = 4;
const FRAME_COUNT = 8;
const BYTE_COUNT = 12;
const TABLE = 16;
const TABLE_ENTRIES = 100;
const LAME_TAG = 116;
/** The count, the size and the table are there. */
const COUNT_SIZE_TABLE = 7;

/** Of LAME's extension to it, in bytes from its start. */
const BITRATE = 20;
const GAPS = 21;
const MUSIC_LENGTH = 28;
const TAG_CHECKSUM = 34;
const CONSTANT_BITRATE = 1;
/** LAME's newer way to vary it. */
const VARIABLE_BITRATE = 4;

/** What is known of an MP3 when all its sound is in it. */
export interface Mp3Length {
  /** MP3 frames that sound. */
  packets: number;
  /** Their bytes. */
  bytes: number;
  /** Samples of sound on each channel that went in. */
  samples: number;
  /** Where each hundredth of the frames starts, in bytes of all frames; null where all are alike. */
  hundredths: readonly number[] | null;
}

/**
 * The silent frame before the sound that says how long that is, where each hundredth of it lies, and how much silence
 * the encoder put around it, so that players cut it off and the file is as long as the narration, to the sample.
 */
export function infoFrame({ rate, channels, bitrate, vbr }: Encoding, length: Mp3Length): Uint8Array {
  const { packets, bytes, samples, hundredths } = length;
  const version = rate >= 32_000 ? 0 : 1;
  const kilobits = ownBitrate(version, { vbr, bitrate });
  const size = Math.floor((FRAME_SAMPLES[version]! * kilobits * 1000) / 8 / rate);
  const frame = new Uint8Array(size);
  // Sync, version, Layer III, no checksum; bitrate and rate; one channel, or two that may share what they have in common.
  const bitrateIndex = FRAME_BITRATES[version]!.indexOf(kilobits) + 1;
  frame.set([0xff, version === 0 ? 0xfb : 0xf3, (bitrateIndex << 4) | (RATE_INDEX[rate]! << 2)]);
  frame[3] = channels === 1 ? 0xc4 : 0x44;

  const start = HEADER + SIDE_INFO[version]![channels - 1]!;
  const letters = new TextEncoder();
  const header = new DataView(frame.buffer, start);
  const tag = new DataView(frame.buffer, start + LAME_TAG);
  letters.encodeInto(vbr ? 'Xing' : 'Info', frame.subarray(start));
  header.setUint32(FLAGS, COUNT_SIZE_TABLE);
  header.setUint32(FRAME_COUNT, packets);
  header.setUint32(BYTE_COUNT, size + bytes);
  for (let i = 0; i < TABLE_ENTRIES; i++) {
    const before = hundredths?.[i] ?? (bytes * i) / TABLE_ENTRIES;
    header.setUint8(TABLE + i, Math.min(255, Math.floor((256 * (size + before)) / (size + bytes))));
  }

  const padding = Math.max(0, packets * FRAME_SAMPLES[version]! - ENCODER_DELAY - samples);
  letters.encodeInto('LAME3.100', frame.subarray(start + LAME_TAG));
  tag.setUint8(9, vbr ? VARIABLE_BITRATE : CONSTANT_BITRATE);
  // Where it varies, the least that it may be.
  tag.setUint8(BITRATE, vbr ? 8 : Math.min(255, (bitrate ?? 0) / 1000));
  tag.setUint16(GAPS, (ENCODER_DELAY << 4) | (padding >> 8));
  tag.setUint8(GAPS + 2, padding & 0xff);
  tag.setUint32(MUSIC_LENGTH, size + bytes);
  tag.setUint16(TAG_CHECKSUM, checksum(frame.subarray(0, start + LAME_TAG + TAG_CHECKSUM)));
  return frame;
}

/** That of the sound where it is constant, as LAME has it: a frame of another one makes players take it for variable. */
function ownBitrate(version: number, { vbr, bitrate }: Pick<Encoding, 'vbr' | 'bitrate'>): number {
  const roomy = ROOMY_BITRATE[version]!;
  return vbr ? roomy : Math.max(roomy, (bitrate ?? 0) / 1000);
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
