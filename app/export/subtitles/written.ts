import { type Marks, titleOf } from '../marks/marks.ts';
import type { Cue } from './cues.ts';
import { lines } from './lines.ts';

/** SubRip: numbered, in lines as long as a screen takes. */
export const srt = (cues: readonly Cue[]): string =>
  cues
    .map(({ from, to, text }, index) =>
      [index + 1, `${clock(from, ',')} --> ${clock(to, ',')}`, ...lines(text), '', ''].join('\n'),
    )
    .join('');

/** WebVTT (w3.org/TR/webvtt1), with the time of each word where it is known. */
export const vtt = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues.map((cue) => `${clock(cue.from, '.')} --> ${clock(cue.to, '.')}\n${timedLines(cue)}\n\n`).join('')}`;

function timedLines({ text, words, from }: Cue): string {
  if (words.length === 0) return lines(text).map(escaped).join('\n');
  const breaks = new Set<number>();
  let length = 0;
  for (const line of lines(text)) breaks.add((length += line.replaceAll(' ', '').length));
  let written = 0;
  return words
    .map((word, index) => {
      const stamp = index === 0 || word.from <= from ? '' : `<${clock(word.from, '.')}>`;
      const space = index === 0 ? '' : breaks.has(written) ? '\n' : ' ';
      written += word.text.replaceAll(' ', '').length;
      return `${space}${stamp}${escaped(word.text)}`;
    })
    .join('');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

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

/** `00:01:02.345`. */
function clock(seconds: number, point: string): string {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => `${Math.floor(value)}`.padStart(digits, '0');
  return `${part(ms / 3.6e6, 2)}:${part((ms / 6e4) % 60, 2)}:${part((ms / 1000) % 60, 2)}${point}${part(ms % 1000, 3)}`;
}

/** `62:03.45`: lyrics know no hours. */
function minutes(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const part = (value: number) => `${Math.floor(value)}`.padStart(2, '0');
  return `${part(hundredths / 6000)}:${part((hundredths / 100) % 60)}.${part(hundredths % 100)}`;
}
