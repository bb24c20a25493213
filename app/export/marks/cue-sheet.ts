import type { Marks } from './marks.ts';

/** A cue sheet counts in 75ths of a second. */
const FRAMES_PER_SECOND = 75;

/**
 * The chapters of one sound as the text of a cue sheet, which players of FLAC and Opus read from the comment CUESHEET.
 * `starts` in seconds; the text's length does not depend on them.
 */
export function cueSheet(titles: readonly string[], starts: readonly number[]): string {
  // A sheet inside a file speaks of that file, whatever its name is by now.
  return `FILE "" WAVE\n${tracksOf(titles, starts)}`;
}

/** A cue sheet beside the file `name`, as players and burners read it. */
export function cueSheetFile(name: string, { book, chapters }: Marks, starts: readonly number[]): string {
  const performer = book.author ? `PERFORMER "${quoted(book.author)}"\n` : '';
  const kind = /\.mp3$/i.test(name) ? 'MP3' : 'WAVE';
  return `${performer}TITLE "${quoted(book.title)}"\nFILE "${name}" ${kind}\n${tracksOf(chapters, starts)}`;
}

function tracksOf(titles: readonly string[], starts: readonly number[]): string {
  const tracks = titles.map((title, index) => {
    const number = `${index + 1}`.padStart(2, '0');
    return `  TRACK ${number} AUDIO\n    TITLE "${quoted(title)}"\n    INDEX 01 ${cueTime(starts[index]!)}\n`;
  });
  return tracks.join('');
}

function cueTime(seconds: number): string {
  const frames = Math.round(seconds * FRAMES_PER_SECOND);
  const part = (value: number, digits: number) => `${Math.floor(value)}`.padStart(digits, '0');
  const [minutes, rest] = [frames / (60 * FRAMES_PER_SECOND), frames % (60 * FRAMES_PER_SECOND)];
  // Four digits, so that the room for it is the same for a minute and for a day.
  return `${part(minutes, 4)}:${part(rest / FRAMES_PER_SECOND, 2)}:${part(rest % FRAMES_PER_SECOND, 2)}`;
}

/** The format has no way to write a quotation mark. */
const quoted = (text: string) => text.replaceAll('"', '’').replaceAll(/\s+/g, ' ');
