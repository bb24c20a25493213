/** Columns of a line, and lines of a cue: what BBC, Netflix and EBU ask for, give or take a few. */
export const LINE_COLUMNS = 42;
export const CUE_LINES = 2;

/** A sign that takes the room of two letters (UAX #11), as far as subtitles meet them. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\p{Extended_Pictographic}]/u;
/** Combining marks and joiners take none. */
const NARROW = /[\p{M}\u200b-\u200d]/u;

/** How many columns a text takes. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += NARROW.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return sum;
}

/** Text in as few lines as it needs, each about as long as the others; a word that is longer than a line stays whole. */
export function lines(text: string): string[] {
  const whole = columns(text);
  for (let count = Math.ceil(whole / LINE_COLUMNS); ; count++) {
    for (let room = Math.ceil(whole / count); room <= LINE_COLUMNS; room++) {
      const broken = broke(text, room);
      if (broken.length <= count) return broken;
    }
    if (count > whole) return broke(text, LINE_COLUMNS);
  }
}

function broke(text: string, room: number): string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of words(text)) {
    if (line !== '' && columns((line + word).trimEnd()) > room) {
      broken.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return line.trim() === '' ? broken : [...broken, line.trimEnd()];
}

/** Where a line may break: behind spaces, and around the signs of scripts that have none. */
const words = (text: string) =>
  text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][^\p{L}\p{N}\s]*\s*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+\s*|\s+/gu,
  ) ?? [];
