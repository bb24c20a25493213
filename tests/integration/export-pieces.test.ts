import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { createAacPieces } from '../../app/export/encode/aac-pieces.ts';
import { createPackets } from '../../app/export/encode/packets.ts';
import type { Encoding } from '../../app/export/formats/encoding.ts';
import { AAC_FRAMES } from '../../app/export/mp4/sound-track.ts';
import { randomOf } from '../tools/noise.ts';
import { packetsOf } from '../tools/packets.ts';

const RATE = 24_000;
/** Packets of a piece. */
const PIECE = 1024;
const encoding: Encoding = { format: 'm4b', rate: RATE, channels: 1, bitrate: 64_000, vbr: false };
/** Four pieces and a half, with syllables, a pitch that wanders, and clicks that ask for short blocks. */
const sound = voiceLike(Math.round(4.5 * PIECE * AAC_FRAMES) + 100);

let alone: Buffer[];
let pieces: Buffer[];
beforeAll(async () => {
  alone = await packetsOf(sound, (sink) => createPackets('aac', encoding, sink));
  pieces = await packetsOf(sound, (sink) => createAacPieces(encoding, { sink, working: () => {}, piece: PIECE }));
}, 180_000);

test('a file in pieces has the packets of one encoder up to the first cut, and as many in all', () => {
  expect(pieces).toHaveLength(alone.length);
  expect(pieces.slice(0, PIECE)).toEqual(alone.slice(0, PIECE));
});

test('no cut is heard: around it the sound is as near to what was encoded as one encoder brings it', () => {
  const [one, cut] = [decoded(alone), decoded(pieces)];
  expect(cut).toHaveLength(one.length);
  const least = rms(sound) / 1_000;
  for (const packet of [1, 2, 3, 4].flatMap((cut) => [-8, -4, 0, 4, 32, 64].map((near) => cut * PIECE + near))) {
    const off = (heard: Int16Array) =>
      rms(
        Int16Array.from({ length: 4 * AAC_FRAMES }, (_, at) => {
          const place = (packet - 2) * AAC_FRAMES + at;
          return heard[place + AAC_FRAMES]! - sound[place]!;
        }),
      );
    expect(off(cut) / Math.max(least, off(one)), `packet ${packet}`).toBeLessThan(1.2);
  }
});

test('what is abandoned in the midst ends', { timeout: 60_000 }, async () => {
  const codec = createAacPieces(encoding, { sink: () => {}, working: () => {}, piece: PIECE });
  await codec.write(sound);
  await codec.abandon();
});

/** Each behind the header that makes a stream of them (ISO 14496-3, 1.A.2), as ffmpeg hears it. */
function decoded(packets: Buffer[]): Int16Array {
  const framed = packets.flatMap((packet) => {
    const size = packet.length + 7;
    const RATE_INDEX = 6;
    const head = [
      0xff,
      0xf1,
      0x40 | (RATE_INDEX << 2),
      0x40 | (size >> 11),
      (size >> 3) & 0xff,
      ((size & 7) << 5) | 0x1f,
    ];
    return [Buffer.from([...head, 0xfc]), packet];
  });
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-f', 'aac', '-i', '-', '-f', 's16le', '-'], {
    input: Buffer.concat(framed),
    maxBuffer: 1e9,
  });
  return new Int16Array(new Uint8Array(stdout).buffer);
}

const rms = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

function voiceLike(length: number): Int16Array {
  const random = randomOf(1);
  let phase = 0;
  return Int16Array.from({ length }, (_, at) => {
    const t = at / RATE;
    phase += (2 * Math.PI * (120 + 40 * Math.sin(2.1 * t))) / RATE;
    const open = Math.max(0, Math.sin(9 * t)) * (0.6 + 0.4 * Math.sin(0.7 * t));
    let voice = 0;
    for (let partial = 1; partial < 10; partial++) voice += Math.sin(phase * partial) / partial;
    const click = at % 17_011 < 40 ? 8_000 * (random() - 0.5) : 0;
    return 6_000 * open * voice + 400 * open * (random() - 0.5) + click;
  });
}
