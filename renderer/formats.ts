import type { ChapterFiles, Companion, ExportFormat, ExportRate, Loudness } from '../app/model/export.ts';

/** A kind of file as the export dialog offers it. */
export interface FormatOffer {
  value: ExportFormat;
  name: string;
  about: string;
  /** For a voice on one channel, from the smallest file to the finest sound, in bit/s; none where nothing is lost. */
  bitrates: readonly number[];
  /** Can it go into an EPUB? */
  epub?: boolean;
  /** In Hz. */
  rates: readonly ExportRate[];
  /** May its bitrate stay, or follow the sound? The first is what it does by itself; none where there is no choice. */
  paces: readonly Pace[];
  /** The one that an export has by itself; null where nothing is lost. */
  usual: number | null;
}

export type Pace = 'constant' | 'variable';

const allRates = [24_000, 44_100, 48_000] as const;
const aac = {
  ...{ bitrates: [32_000, 48_000, 64_000, 96_000, 128_000], usual: 64_000, epub: true },
  ...{ rates: allRates, paces: [] },
};

const lossless = { bitrates: [], usual: null, rates: allRates, paces: [] } as const;

export const formats: readonly FormatOffer[] = [
  {
    value: 'mp3',
    name: 'MP3',
    about: 'Small; plays everywhere.',
    bitrates: [32_000, 48_000, 64_000, 96_000, 128_000, 160_000, 192_000, 256_000, 320_000],
    usual: 96_000,
    epub: true,
    rates: allRates,
    paces: ['constant', 'variable'],
  },
  { value: 'm4b', name: 'M4B', about: 'An audiobook, for players of books.', ...aac },
  { value: 'm4a', name: 'M4A', about: 'The same for players of music.', ...aac },
  {
    value: 'opus',
    name: 'Opus',
    about: 'Smallest; for newer players.',
    bitrates: [16_000, 24_000, 32_000, 48_000, 64_000],
    usual: 32_000,
    rates: [24_000, 48_000],
    paces: ['variable', 'constant'],
  },
  { value: 'flac', name: 'FLAC', about: 'Loses nothing; half of a WAV.', ...lossless },
  { value: 'wav', name: 'WAV', about: 'For editing; large, no chapters.', ...lossless },
];

/** An MP3 of 24 kHz ends at so many bit/s. */
const MOST_AT_24_KHZ = 160_000;
/** What audiobook shops ask for in an MP3, in bit/s. */
const SHOP_BITRATE = 192_000;

/** The bitrates to choose from at a rate, or where that is left to the bitrate. */
export const bitratesAt = ({ value, bitrates }: FormatOffer, rate: ExportRate | null): readonly number[] =>
  value === 'mp3' && rate === 24_000 ? bitrates.filter((one) => one <= MOST_AT_24_KHZ) : bitrates;

/** The bitrate that an export has by itself. */
export function usualBitrate(offer: FormatOffer, loudness: Loudness, rate: ExportRate | null): number | null {
  const asked = offer.value === 'mp3' && loudness === 'acx' && bitratesAt(offer, rate).includes(SHOP_BITRATE);
  return asked ? SHOP_BITRATE : offer.usual;
}

/** Silence around the sound that a loudness brings with it, in seconds. */
export const silences: Readonly<Record<Loudness & string, { head: number; tail: number }>> = {
  ...{ 'as-is': { head: 0, tail: 0 }, podcast: { head: 0, tail: 0 } },
  acx: { head: 0.75, tail: 2 },
};

export const chapterFiles: readonly { value: ChapterFiles; name: string }[] = [
  { value: 'embedded', name: 'In one file' },
  { value: 'split', name: 'A file for each' },
  { value: 'both', name: 'One file, and a file for each' },
];

export const loudnesses: readonly { value: Loudness & string; name: string }[] = [
  { value: 'as-is', name: 'As the voice is' },
  { value: 'acx', name: 'Audiobook (ACX)' },
  { value: 'podcast', name: 'Podcast (\u221216 LUFS)' },
];

/** What may be written beside each file. */
export const companions: readonly { value: Companion; name: string; about: string }[] = [
  { value: 'srt', name: 'SRT', about: 'subtitles for video players' },
  { value: 'vtt', name: 'VTT', about: 'subtitles for web pages' },
  { value: 'lrc', name: 'LRC', about: 'lines for music players' },
  { value: 'epub', name: 'EPUB', about: 'a book whose text is marked as it is heard' },
  { value: 'cue', name: 'Cue sheet', about: 'chapters for music players' },
  { value: 'report', name: 'Sound report', about: 'measured loudness as JSON' },
];
