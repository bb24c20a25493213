import { clock, escaped, subRip, webVtt } from '../../subtitles/files.ts';
import { lines } from '../../subtitles/lines.ts';
import { type Marks, titleOf } from '../marks/marks.ts';
import type { Cue } from './cues.ts';

/** SubRip, in lines as long as a screen takes. */
export const srt = (cues: readonly Cue[]): string =>
  subRip(cues.map(({ from, to, text }) => ({ from, to, lines: lines(text) })));

/** WebVTT, with the time of each word where it is known. */
export const vtt = (cues: readonly Cue[]): string =>
  webVtt(cues.map((cue) => ({ from: cue.from, to: cue.to, lines: timedLines(cue) })));

function timedLines({ text, words, from }: Cue): string[] {
  const broken = lines(text);
  if (words.length === 0) return broken.map(escaped);
  const breaks = new Set<number>();
  let length = 0;
  for (const line of broken) breaks.add((length += line.replaceAll(' ', '').length));
  let written = 0;
  return words
    .map((word, index) => {
      const stamp = index === 0 || word.from <= from ? '' : `<${clock(word.from)}>`;
      const space = index === 0 ? '' : breaks.has(written) ? '\n' : ' ';
      written += word.text.replaceAll(' ', '').length;
      return `${space}${stamp}${escaped(word.text)}`;
    })
    .join('')
    .split('\n');
}

/** Lyrics, a line for each cue, which players of music show. `seconds`: length of the sound. */
export function lrc(cues: readonly Cue[], marks: Marks, seconds: number): string {
  const { book } = marks;
  const tags: [string, string | null][] = [
    ['ti', titleOf(marks)],
    ['al', book.title],
    ['ar', book.author],
    ['la', book.language],
    ['length', minutes(seconds)],
  ];
  const head = tags.flatMap(([name, value]) => (value ? [`[${name}:${value.replaceAll(/\s+/g, ' ')}]`] : []));
  return [...head, ...cues.map(({ from, text }) => `[${minutes(from)}]${text}`), ''].join('\n');
}

/** `62:03.45`: lyrics know no hours. */
function minutes(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const part = (value: number) => `${Math.floor(value)}`.padStart(2, '0');
  return `${part(hundredths / 6000)}:${part((hundredths / 100) % 60)}.${part(hundredths % 100)}`;
}
