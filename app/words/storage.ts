import { count, listed, money } from './figures.ts';

/** `412 passages of speech and the sound of 2 recordings`; empty where there is neither. */
export const soundsOf = (passages: number, recordings: number): string =>
  listed([
    ...(passages > 0 ? [count(passages, ['# passage of speech', '# passages of speech'])] : []),
    ...(recordings > 0 ? [count(recordings, ['the sound of # recording', 'the sound of # recordings'])] : []),
  ]);

/** What speech costs that is thrown away and wanted again, in US dollars; `most` where nobody knows that exactly. */
export function priceAgain(dollars: number, most: boolean): string {
  if (dollars === 0) return '';
  return most
    ? `To hear that speech again costs at most ${money(dollars)}.`
    : `To hear that speech again costs ${money(dollars)}.`;
}
