import { expect, onTestFinished, test } from 'vitest';
import { createPackets } from '../../app/export/encode/packets.ts';
import type { Encoding } from '../../app/export/formats/encoding.ts';
import { noise } from '../tools/noise.ts';
import { packetsOf } from '../tools/packets.ts';

const shape = { rate: 24_000, channels: 1, vbr: false } as const;
const encodings = {
  aac: { ...shape, format: 'm4b', bitrate: 64_000 },
  mp3: { ...shape, format: 'mp3', bitrate: 96_000 },
  flac: { ...shape, format: 'flac', bitrate: null },
} satisfies Record<string, Encoding>;
const codecs = Object.keys(encodings) as (keyof typeof encodings)[];
const sound = noise(1, 3 * shape.rate);

test.each(codecs)('%s is the same whether it is encoded in this thread or in one of its own', async (name) => {
  const packets = (beside: boolean) => packetsOf(sound, (sink) => createPackets(name, encodings[name], sink, beside));
  let threads = 0;
  const begun = () => void threads++;
  process.on('worker', begun);
  onTestFinished(() => void process.off('worker', begun));
  const own = await packets(true);
  expect(threads).toBe(1);
  expect(own.length).toBeGreaterThan(10);
  expect(await packets(false)).toEqual(own);
  // Two at a time would mix if anything of one were the other's.
  expect(await Promise.all([packets(false), packets(false)])).toEqual([own, own]);
  expect(threads).toBe(1);
});

test.each(codecs)('%s can be abandoned in the midst', { timeout: 20_000 }, async (name) => {
  const codec = await createPackets(name, encodings[name], () => {});
  await codec.write(sound.slice());
  await codec.abandon();
});
