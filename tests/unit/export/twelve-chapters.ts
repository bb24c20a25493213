import type { Segment } from '../../../app/model/script.ts';
import { TAKE_RATE } from '../../../app/model/pcm.ts';
import { expectedSound, segmentsOf } from './desk.ts';

/** Twelve chapters of two segments each; their titles try what tags have to carry. */
export const titles = [
  'Loomings',
  'Der Mönch',
  '海',
  '"Quoted", = and \\',
  ...Array.from({ length: 8 }, (_, i) => `No. ${i + 5}`),
];
export const segments: Segment[] = segmentsOf(...titles.flatMap((title, i) => [`${title}.`, `Chapter ${i} ends.`])).map(
  (segment, index) => ({ ...segment, chapter: `c${index >> 1}`, block: `b${index}` }),
);
const blocksOf = (chapter: string) =>
  segments
    .filter((segment) => segment.chapter === chapter)
    .map(({ block, spoken }) => ({ id: block, kind: 'text' as const, text: spoken }));
export const script = {
  ...{ title: 'Moby-Dick; 鯨', author: 'Herman Melville', language: 'en' },
  chapters: titles.map((title, index) => ({ id: `c${index}`, title, blocks: blocksOf(`c${index}`) })),
};
export const tags = { narrator: 'N. Arrator', series: 'Sea Books', year: 1851 };
export const cover = {
  type: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  ),
} as const;
/** At 24 kHz. */
export const sound = expectedSound(segments);
export const seconds = sound.length / TAKE_RATE;
export const lengthOf = (some: readonly Segment[]) => expectedSound(some).length / TAKE_RATE;
/** Of the chapters, in seconds. */
export const starts = titles.map((_, index) => lengthOf(segments.slice(0, index * 2)));

/** Of the lossy codecs, in samples at 24 kHz. */
export const LOSSY_PACKET = { mp3: 576, m4b: 1024, m4a: 1024, opus: 480 };
