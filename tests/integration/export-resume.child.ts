import { openDesk, segmentsOf } from '../unit/export/desk.ts';
import { formatNamed } from '../../app/export/formats/formats.ts';

/**
 * A process that narrates twelve short chapters, a little slower than a disk would:
 * `<data> <out> <split|embedded> <plain|levelled>`; levelled is with a loudness, and with all that may go beside.
 * Prints `begun`, then `twice <text>` for whatever is bought although its take was on the disk before, and `done`.
 */
const [data = '', out = '', chapters = '', how = ''] = process.argv.slice(2);
const segments = segmentsOf(...Array.from({ length: 24 }, (_, index) => `Sentence ${index}.`)).map(
  (segment, index) => ({
    ...segment,
    chapter: `c${index >> 1}`,
  }),
);
const print = (line: string) => process.stdout.write(`${line}\n`);
const known = new Set<string>();
const desk = await openDesk(data, async (spoken) => {
  if (known.has(spoken)) print(`twice ${spoken}`);
  await new Promise((resolve) => setTimeout(resolve, 15));
});
for (const segment of segments) if (desk.narrator.find(segment)) known.add(segment.spoken);
print('begun');
const script = {
  ...{ title: 'Twelve', author: null, language: 'en' },
  chapters: Array.from({ length: 12 }, (_, index) => ({ id: `c${index}`, title: `Chapter ${index + 1}` })),
};
await desk.run({
  ...{ segments, out, script, replace: false, format: formatNamed(out)! },
  ...(how === 'levelled' && {
    sound: { format: formatNamed(out)!, loudness: 'acx', bitrate: 96_000 },
    beside: ['srt', 'vtt', 'lrc', 'epub', 'report'],
  }),
  chapters: chapters === 'split' ? 'split' : 'embedded',
});
print('done');
await desk.close();
