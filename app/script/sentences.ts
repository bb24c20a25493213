import { type FullStops, fullStopsOf } from './abbreviations.ts';

/**
 * Where each sentence of a paragraph starts, in UTF-16 units; the first is 0, and every sentence has a letter or a
 * number in it unless the paragraph has none. White space belongs to the sentence before it. An empty text has none.
 *
 * Unicode's rules (UAX #29) find the sentences. They know no abbreviations and no dialogue, so before they look,
 * every `.`, `!`, `?` and `…` is replaced by one that surely ends a sentence or by one that surely does not.
 */
export function sentenceStarts(text: string, language: string | null): number[] {
  const starts: number[] = [];
  let spoken = false;
  for (const { segment, index } of segmenter(language).segment(decided(text, fullStopsOf(language), language))) {
    const speaks = SPEAKABLE.test(text.slice(index, index + segment.length));
    if (index === 0 || (speaks && spoken)) starts.push(index);
    spoken ||= speaks;
  }
  return starts;
}

/** A letter or a number: what a voice can say. */
export const SPEAKABLE = /[\p{L}\p{N}]/u;

/** What stands around a sign that may end a sentence. */
interface Sign {
  /** The sign or signs, `?!`. */
  sign: string;
  /** Closing quotes, brackets and note marks right behind it. */
  tail: string;
  /** The word before it, with the full stops inside it: `e.g`. */
  word: string;
  /** Does its sentence begin with that word? */
  first: boolean;
  gap: string;
  /** Quotes, dashes and the like before the next word. */
  lead: string;
  next: string;
  /** What follows the gap. */
  after: string;
}

const ENDS = '!';
const GOES_ON = '_';
const CLOSED = ')';

const CLOSERS = String.raw`["'”’»«›‹)\]}]|\[\d{1,3}\]|[¹²³⁰⁴-⁹*†‡]`;
/** East Asian signs have no space behind them, so what opens the next sentence touches them; to UAX #29 it closes. */
const EAST_ASIAN = String.raw`([。！？｡][.!?…。！？｡]*)((?:${CLOSERS}|[」』）】》〉〕］｣])*)([「『（【《〈〔［｢“‘]*)`;
const SIGNS = new RegExp(`([.!?…]+)((?:${CLOSERS}|[“‘])*)|${EAST_ASIAN}`, 'gu');
/** French sets its quotes apart by a space, which may be a plain one. */
const SIGNS_FRENCH = new RegExp(String.raw`([.!?…]+)((?:${CLOSERS}|\s[»›])*)|${EAST_ASIAN}`, 'gu');
const AHEAD = /(\s*)([^\p{L}\p{N}\n]{0,8})([\p{L}\p{M}'’]+|\p{N}+)?/uy;
/** Further than any abbreviation or speaker's name goes. */
const REACH = 80;

function decided(text: string, stops: FullStops, language: string | null): string {
  let sentence = 0;
  const signs = /^fr\b/.test(language ?? '') ? SIGNS_FRENCH : SIGNS;
  return text.replace(signs, (whole: string, ...groups: (string | number | undefined)[]) => {
    const [western, westernTail, eastern, easternTail, opening = '', at] = groups as [...Groups, number];
    const sign = western ?? eastern!;
    const tail = westernTail ?? easternTail!;
    const end = at + sign.length + tail.length;
    if (!ends(around(text, sentence, at, sign, tail), stops)) return GOES_ON.repeat(whole.length);
    sentence = end;
    return ENDS.repeat(sign.length) + CLOSED.repeat(tail.length) + GOES_ON.repeat(opening.length);
  });
}

type Groups = [string?, string?, string?, string?, string?];

function around(text: string, sentence: number, at: number, sign: string, tail: string): Sign {
  const end = at + sign.length + tail.length;
  const start = Math.max(sentence, at - REACH);
  const before = text.slice(start, at);
  const word = before.slice(before.lastIndexOf(' ') + 1).replace(/^.*[\s'’]|^[^\p{L}\p{N}]+/su, '');
  const first = start === sentence && /(?:^|\n)[^\p{L}\p{N}]*$/u.test(before.slice(0, before.length - word.length));
  AHEAD.lastIndex = end;
  const [, gap = '', lead = '', next = ''] = AHEAD.exec(text) ?? [];
  const after = text.slice(end + gap.length, end + gap.length + REACH);
  return { sign, tail, word, first, gap, lead, next, after };
}

function ends(here: Sign, stops: FullStops): boolean {
  const { sign, tail, gap, lead, next, after } = here;
  if (/[。！？｡]/.test(sign)) return !(tail && SPEAKER_CJK.test(gap + after));
  if (gap === '') return endsWithoutGap(here);
  if (gap.includes('\n')) return true;
  // A spaced ellipsis: ". . ."
  if (/^[.!?…]/.test(lead)) return false;
  // "iPhone" starts a sentence, no other word in small letters does.
  if (/^\p{Ll}(?!\p{Lu})/u.test(next)) return false;
  if (/["”’'»“]/.test(tail) && SPEAKER.test(after)) return false;
  return sign !== '.' || tail !== '' || !belongsToNext(here, stops);
}

/** "a.m", "3.14", an address; but "No!Yes" where somebody forgot a space. */
function endsWithoutGap({ sign, word, lead, next }: Sign): boolean {
  if (next === '') return true;
  return lead === '' && /[!?]$/.test(sign) && /^[\p{Lu}\p{Lo}]/u.test(next) && !/[:/=@]/.test(word);
}

/** Is this full stop part of an abbreviation, an initial, an ordinal or the number of a list? */
function belongsToNext({ word, first, next, after }: Sign, stops: FullStops): boolean {
  const small = word.charAt(0).toLowerCase() + word.slice(1);
  const listed = (set: ReadonlySet<string>) => set.has(word) || set.has(small);
  if (first && MARKER.test(word)) return true;
  if (listed(stops.always)) return true;
  const starts = stops.starters.has(next) && !(next.length === 1 && after.startsWith(`${next}.`));
  if (starts) return false;
  if (listed(stops.number) && NUMBER.test(next)) return true;
  if (!/^\p{Lu}/u.test(next)) return false;
  if (INITIALS.test(word)) return true;
  return stops.ordinals && /^(?:\d{1,2}|[IVX]+)$/.test(word);
}

/** "1.", "2.3.", "a.", "iv." alone at the start. */
const MARKER = /^(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[ivxlc]{1,6}|[IVXLC]{1,6})$/u;
/** "5", "XIV", "B": what "No.", "vol." and "app." are followed by. */
const NUMBER = /^(?:\p{N}+|[IVXLC]{2,}|\p{Lu})$/u;
/** "J", "U.S", "J.-P". */
const INITIALS = /^\p{Lu}(?:\.-?\p{Lu})*$/u;
/** “Stop!” John said. */
const SPEAKER =
  /^(?:\p{Lu}[\p{L}'’.-]*\s+){1,3}(?:said|says|asked|asks|cried|replied|answered|whispered|shouted|called|murmured|muttered|exclaimed|added|began|continued|laughed|sighed)\b/u;
/** 「行くぞ。」と彼は言った。 “走吧。”他说。 */
const SPEAKER_CJK = /^(?:と|って|など|[^。！？，、\s]{0,5}(?:说|說|(?<!知)道|问|問|喊|叫|答|想))/u;

const segmenters = new Map<string, Intl.Segmenter>();

/** A segmenter costs more to make than a paragraph to cut. Region and script of a language change no sentence. */
function segmenter(language: string | null): Intl.Segmenter {
  const name = /^[a-z]{2,3}(?=-|$)/.exec(language ?? '')?.[0] ?? 'en';
  let made = segmenters.get(name);
  if (!made) segmenters.set(name, (made = new Intl.Segmenter(name, { granularity: 'sentence' })));
  return made;
}
