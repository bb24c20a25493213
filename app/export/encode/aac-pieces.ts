import { concat } from '../../pcm/frames.ts';
import type { Encoding } from '../formats/encoding.ts';
import { AAC_FRAMES } from '../mp4/sound-track.ts';
import type { Codec, PacketSink } from './codec.ts';
import { createPackets } from './packets.ts';

/** Packets of a piece, a minute and a half: to begin an encoder costs a tenth of a second, and a piece is held in memory. */
const PIECE = 2048;
/** Packets that a piece's encoder makes before those that count, until it goes on as the one before would have. */
const RUN_UP = 64;
/** Packets' worth of sound behind a piece: half of what its last packet stands for, and what an encoder expects to come. */
const LOOKAHEAD = 2;
/** Samples between two looks whether the file is still wanted; whole frames of one or two channels. */
const SLICE = 1 << 16;
/** Pieces that are encoded at a time; the sound of one more is gathered meanwhile. */
const LANES = 2;

type Packet = Parameters<PacketSink>;

interface PiecesOptions {
  sink: PacketSink;
  /** Told of every packet when it is made, which may be long before it is given out. */
  working: () => void;
  /** Packets of a piece. */
  piece?: number;
}

/**
 * Packets of AAC, made on two cores: an encoder by itself takes one, and waits for each of its packets to cross between
 * threads. A packet depends on little but the two packets' worth of sound that it stands for, so that the sound is cut
 * at packets, each piece is encoded with what surrounds it, and its own packets are strung together. Where it is cut
 * depends on the sound's length alone: the same sound gives the same packets.
 */
export function createAacPieces(encoding: Encoding, { sink, working, piece = PIECE }: PiecesOptions): Codec {
  const samplesOf = (packets: number) => packets * AAC_FRAMES * encoding.channels;
  /** Sound from the start of the next piece's run-up. */
  let sound: Int16Array[] = [];
  let length = 0;
  /** Packets before those that count of the next piece. */
  let before = 0;
  /** The packets that count of those that are encoded or wait for it, in order. */
  const pieces: Promise<Packet[]>[] = [];
  let abandoned = false;

  const begin = async (samples: Int16Array, counted: [number, number?]) => {
    if (pieces.length > LANES) await giveOut();
    const turn = pieces.at(-LANES);
    const packets = (async () => {
      await turn;
      const made = await encoded(samples, encoding, { working, abandoned: () => abandoned });
      return made.slice(...counted);
    })();
    // Whoever gives it out meets the failure.
    packets.catch(() => undefined);
    pieces.push(packets);
  };
  const giveOut = async () => {
    const packets = await pieces[0]!;
    void pieces.shift();
    for (const packet of packets) sink(...packet);
  };
  return {
    async write(samples) {
      sound.push(samples);
      length += samples.length;
      while (length >= samplesOf(before + piece + LOOKAHEAD)) {
        const whole = concat(sound);
        await begin(whole.slice(0, samplesOf(before + piece + LOOKAHEAD)), [before, before + piece]);
        const rest = whole.slice(samplesOf(before + piece - RUN_UP));
        sound = [rest];
        length = rest.length;
        before = RUN_UP;
      }
    },
    async finish() {
      await begin(concat(sound), [before]);
      while (pieces.length > 0) await giveOut();
    },
    async abandon() {
      abandoned = true;
      await Promise.allSettled(pieces);
    },
  };
}

/** All packets of a piece, with those around it; fewer where it is abandoned. */
async function encoded(
  samples: Int16Array,
  encoding: Encoding,
  { working, abandoned }: { working: () => void; abandoned: () => boolean },
): Promise<Packet[]> {
  const made: Packet[] = [];
  if (abandoned()) return made;
  const sink: PacketSink = (...packet) => {
    made.push(packet);
    working();
  };
  const codec = await createPackets('aac', encoding, sink, true);
  try {
    // An encoder that is called off while it works would never settle.
    for (let at = 0; at < samples.length && !abandoned(); at += SLICE) {
      await codec.write(samples.subarray(at, at + SLICE));
    }
    await (abandoned() ? codec.abandon() : codec.finish());
  } catch (thrown) {
    await codec.abandon().catch(() => undefined);
    throw thrown;
  }
  return made;
}
