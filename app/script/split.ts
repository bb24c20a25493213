/**
 * Where the parts of an overlong sentence `[start, end)` start, the first at `start`: parts about as long as each
 * other, of `comfortable` characters where it can be and never more than `most`, cut behind a clause, else between
 * words, else between any two characters that a reader sees as such.
 */
export function split(
  text: string,
  start: number,
  end: number,
  { comfortable, most }: { comfortable: number; most: number },
): number[] {
  const cuts = [start];
  for (let at = start; end - at > most;) {
    const left = end - at;
    const aim = at + Math.ceil(left / Math.ceil(left / comfortable));
    at = cutNear(text, at, Math.min(aim, at + most), at + most);
    cuts.push(at);
  }
  return cuts;
}

/** Behind `,` `;` `:` and closing brackets before a space, behind dashes, and behind their East Asian kin. */
const CLAUSE_END = /[,;:)\]»”]\s+|[—–](?!\s)|\s[—–-]\s+|[，、；：）」』،؛]\s*/gu;
const SPACE = /\s+/gu;

function cutNear(text: string, from: number, aim: number, most: number): number {
  const window = text.slice(from, most);
  // A part shorter than half of what was aimed at sounds torn off: better between words then.
  const earliest = (aim - from) / 2;
  const cut =
    nearest(CLAUSE_END, window, aim - from, earliest) ??
    nearest(SPACE, window, aim - from, 1) ??
    lastCharacterEnd(text.slice(from, most + LONGEST_CHARACTER), aim - from);
  return from + cut;
}

/** End of the match that lies nearest to `aim`, from `earliest` on. */
function nearest(pattern: RegExp, window: string, aim: number, earliest: number): number | null {
  let best: number | null = null;
  for (const match of window.matchAll(pattern)) {
    const cut = match.index + match[0].length;
    if (cut < earliest || cut >= window.length || /^\p{M}/u.test(window.slice(cut, cut + 2))) continue;
    if (best === null || Math.abs(cut - aim) < Math.abs(best - aim)) best = cut;
  }
  return best;
}

/** A family of emoji joined to one sign comes to 25 units; more is decoration. */
const LONGEST_CHARACTER = 32;
/** Made when it is first needed: ICU takes 30 ms for it, and few sentences are that long. */
let characters: Intl.Segmenter | null = null;

/** The last seen character's end at or before `aim`; a single one that is longer still is cut between code points. */
function lastCharacterEnd(window: string, aim: number): number {
  characters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const at = characters.segment(window).containing(aim)?.index ?? aim;
  if (at > 0) return at;
  const lead = window.charCodeAt(aim - 1);
  return aim > 1 && lead >= 0xd800 && lead < 0xdc00 ? aim - 1 : aim;
}
