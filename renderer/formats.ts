import type { ChapterFiles, Companion, ExportFormat, Loudness } from '../app/model/export.ts';

/** A kind of file as the export dialog offers it. */
export interface FormatOffer {
  value: ExportFormat;
  name: string;
  about: string;
  /** For a voice on one channel, from the smallest file to the finest sound, in bit/s; none where nothing is lost. */
  bitrates: readonly number[];
  /** Can it go into an EPUB? */
  epub?: boolean;
  /** The one that an export has by itself; null where nothing is lost. */
  usual: number | null;
}

const aac = { bitrates: [32_000, 48_000, 64_000, 96_000, 128_000], usual: 64_000, epub: true };

export const formats: readonly FormatOffer[] = [
  {
    value: 'mp3',
    name: 'MP3',
    about: 'Small; plays everywhere.',
    bitrates: [32_000, 48_000, 64_000, 96_000, 128_000, 160_000, 192_000, 256_000, 320_000],
    usual: 96_000,
    epub: true,
  },
  { value: 'm4b', name: 'M4B', about: 'An audiobook, for players of books.', ...aac },
  { value: 'm4a', name: 'M4A', about: 'The same for players of music.', ...aac },
  {
    value: 'opus',
    name: 'Opus',
    about: 'Smallest; for newer players.',
    bitrates: [16_000, 24_000, 32_000, 48_000, 64_000],
    usual: 32_000,
    epub: true,
  },
  { value: 'flac', name: 'FLAC', about: 'Loses nothing; half of a WAV.', bitrates: [], usual: null },
  { value: 'wav', name: 'WAV', about: 'For editing; large, no chapters.', bitrates: [], usual: null },
];

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
