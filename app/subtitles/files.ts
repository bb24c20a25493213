/** What stands on the screen from one moment to another, in seconds. */
export interface TimedLines {
  from: number;
  to: number;
  /** As the format has them: those of WebVTT `escaped`, with its marks where there are any. None of them is empty. */
  lines: readonly string[];
}

/** A file in SubRip: numbered. */
export const subRip = (cues: readonly TimedLines[]): string =>
  cues.map((cue, index) => `${index + 1}\n${written(cue, ',')}`).join('');

/** A file in WebVTT (w3.org/TR/webvtt1). */
export const webVtt = (cues: readonly TimedLines[]): string =>
  `WEBVTT\n\n${cues.map((cue) => written(cue, '.')).join('')}`;

/** Text among the marks of WebVTT. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Seconds as `00:01:02.345`. */
export function clock(seconds: number, point: ',' | '.' = '.'): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const part = (value: number, digits: number) => `${Math.floor(value)}`.padStart(digits, '0');
  return `${part(ms / 3.6e6, 2)}:${part((ms / 6e4) % 60, 2)}:${part((ms / 1000) % 60, 2)}${point}${part(ms % 1000, 3)}`;
}

const written = ({ from, to, lines }: TimedLines, point: ',' | '.') =>
  [`${clock(from, point)} --> ${clock(to, point)}`, ...lines, '', ''].join('\n');
