import type { Codec, PacketSink } from '../../app/export/encode/codec.ts';

/** The packets that become of a sound, which comes in parts that are no whole number of them. */
export async function packetsOf(
  sound: Int16Array,
  begin: (sink: PacketSink) => Codec | Promise<Codec>,
): Promise<Buffer[]> {
  const packets: Buffer[] = [];
  const codec = await begin((packet) => packets.push(Buffer.from(packet)));
  for (let at = 0; at < sound.length; at += 10_007) await codec.write(sound.slice(at, at + 10_007));
  await codec.finish();
  return packets;
}
