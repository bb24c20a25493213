import { bytesOf, u16, u32, u8 } from '../marks/bytes.ts';
import { box, fullBox } from './box.ts';
import type { SampleTable } from './samples.ts';

/** Frames in a packet of AAC-LC. */
export const AAC_FRAMES = 1024;

export const soundHeader = (): Uint8Array => fullBox('smhd', 0, 0, u16(0), u16(0));

/** The `stbl` of AAC packets. `description` is AAC's AudioSpecificConfig (ISO 14496-3, 1.6.2.1). */
export function soundTable(
  table: SampleTable,
  sound: { rate: number; channels: number; bitrate: number; description: Uint8Array },
): Uint8Array {
  const { rate, channels } = sound;
  const entry = box(
    'mp4a',
    ...[u32(0), u16(0), u16(1), u32(0), u32(0), u16(channels), u16(16), u32(0), u16(rate), u16(0)],
    fullBox('esds', 0, 0, decoderDescription(sound)),
  );
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), entry),
    fullBox('stts', 0, 0, u32(1), u32(table.count), u32(AAC_FRAMES)),
    table.boxes(),
  );
}

/** What a decoder has to know, as descriptors within descriptors (ISO 14496-1, 7.2.6). */
function decoderDescription({ bitrate, description }: { bitrate: number; description: Uint8Array }): Uint8Array {
  const AAC = 0x40;
  const SOUND = 0x15;
  const buffer = [u8(0), u16(0x1800)];
  const config = descriptor(
    4,
    bytesOf(u8(AAC), u8(SOUND), ...buffer, u32(bitrate), u32(bitrate), descriptor(5, description)),
  );
  return descriptor(3, bytesOf(u16(0), u8(0), config, descriptor(6, bytesOf(u8(2)))));
}

const descriptor = (tag: number, body: Uint8Array) => bytesOf(u8(tag), u8(body.length), body);
