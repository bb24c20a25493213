import type { ChapterFiles, Companion, ExportRate, Loudness, TagWish } from '../../model/export.ts';
import { UsageError } from './usage-error.ts';

/** What a person asked of an export on the command line; the format is in the file's name. */
export interface ExportWords {
  chapters: ChapterFiles;
  rate: ExportRate | undefined;
  channels: 1 | 2;
  /** In bit/s. */
  bitrate: number | undefined;
  vbr: boolean | undefined;
  loudness: Loudness | undefined;
  /** Silence before the first sound and after the last, in seconds. */
  head: number | undefined;
  tail: number | undefined;
  /** What is written beside each file. */
  beside: Companion[];
  tags: TagWish;
  /** Path of a picture. */
  cover: string | null;
  /** May other files be replaced? */
  force: boolean;
}

export const exportOptions = {
  chapters: { type: 'string' },
  rate: { type: 'string' },
  stereo: { type: 'boolean' },
  bitrate: { type: 'string' },
  vbr: { type: 'boolean' },
  loudness: { type: 'string' },
  head: { type: 'string' },
  tail: { type: 'string' },
  subtitles: { type: 'string' },
  cue: { type: 'boolean' },
  report: { type: 'boolean' },
  title: { type: 'string' },
  author: { type: 'string' },
  narrator: { type: 'string' },
  series: { type: 'string' },
  year: { type: 'string' },
  cover: { type: 'string' },
  force: { type: 'boolean' },
} as const;

export type ExportOption = keyof typeof exportOptions;

type Values = {
  [Name in ExportOption]?: ((typeof exportOptions)[Name]['type'] extends 'string' ? string : boolean) | undefined;
};

/** Reads the options of an export. Throws UsageError. */
export function exportWords(values: Values): ExportWords {
  const { title, author, narrator, series } = values;
  if (title === '') throw new UsageError('--title is the name of the book, and not empty.');
  return {
    chapters: chapterFiles(values.chapters),
    rate: rate(values.rate),
    channels: values.stereo ? 2 : 1,
    bitrate: bitrate(values.bitrate),
    vbr: values.vbr,
    loudness: loudness(values.loudness),
    head: silence('head', values.head),
    tail: silence('tail', values.tail),
    beside: [
      ...subtitles(values.subtitles),
      ...(values.cue ? (['cue'] as const) : []),
      ...(values.report ? (['report'] as const) : []),
    ],
    tags: { title, author, narrator, series, year: year(values.year) },
    cover: values.cover ?? null,
    force: values.force ?? false,
  };
}

function chapterFiles(text = 'embedded'): ChapterFiles {
  if (text === 'embedded' || text === 'split' || text === 'both') return text;
  throw new UsageError(`--chapters is embedded, split or both, not "${text}".`);
}

const RATES: Readonly<Record<string, ExportRate>> = {
  ...{ 24: 24_000, 24000: 24_000, '44.1': 44_100, 44100: 44_100, 48: 48_000, 48000: 48_000 },
};

function rate(text: string | undefined): ExportRate | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(RATES, text)) return RATES[text];
  throw new UsageError(`--rate is 24000, 44100 or 48000, not "${text}".`);
}

/** In kbit/s, as everybody says it. */
function bitrate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, kilo] = /^(\d{1,3})k?$/.exec(text) ?? [];
  if (kilo === undefined) throw new UsageError(`--bitrate is in kbit/s, such as 64, not "${text}".`);
  return Number(kilo) * 1000;
}

function year(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{4}$/.test(text)) return Number(text);
  throw new UsageError(`--year is of four digits, not "${text}".`);
}

/** A preset, or so many LUFS. */
function loudness(text: string | undefined): Loudness | undefined {
  if (text === undefined || text === 'acx' || text === 'podcast' || text === 'as-is') return text;
  if (/^-\d{1,2}(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`--loudness is acx, podcast, as-is, or in LUFS, such as --loudness=-18, not "${text}".`);
}

function silence(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,2}(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is in seconds, such as 0.5, not "${text}".`);
}

const SUBTITLES = ['srt', 'vtt', 'lrc', 'epub'] as const;

function subtitles(text: string | undefined): Companion[] {
  const kinds = text?.split(',') ?? [];
  return kinds.map((kind) => {
    const known = SUBTITLES.find((one) => one === kind.trim());
    if (!known) throw new UsageError(`--subtitles is a list of ${SUBTITLES.join(', ')}, not "${text}".`);
    return known;
  });
}
