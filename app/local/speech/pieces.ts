/** Characters a piece may have. At the slowest reading this is about half a minute of speech, made in about 1 s. */
const MOST = 300;

/** Always the same rules, so that the same text is cut alike on every machine. */
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A full stop after one of these, or after a single capital, ends no sentence. */
const ABBREVIATED = /(?:^|[\s("'])(?:Mrs?|Ms|Dr|Prof|St|Gen|Col|Capt|Lt|Rev|Hon|No|Fig|vs|cf|e\.g|i\.e|\p{Lu})\.\s*$/u;
/** Neither does a mark after which the line goes on in small letters: `“Stop!” he said.` */
const GOES_ON = /\S[^\S\n]*\p{Ll}$/u;
/** Characters of a sentence's end that decide; more than the longest abbreviation. */
const TAIL = 12;

/**
 * A text in the pieces that are spoken one by one, each a sentence where that is short enough, and otherwise cut after
 * a comma, a word or, where there is neither, anywhere but inside a character. Trimmed, never empty.
 */
export function* pieces(text: string): Generator<string, void, undefined> {
  for (const sentence of sentences(text)) yield* cut(sentence);
}

/** A text in its sentences, each with the white space that follows it: nothing is left out. */
export function* sentences(text: string): Generator<string, void, undefined> {
  let sentence = '';
  for (const { segment } of segmenter.segment(text)) {
    if (!ABBREVIATED.test(sentence.slice(-TAIL)) && !GOES_ON.test(sentence.slice(-TAIL) + segment.slice(0, 1))) {
      if (sentence !== '') yield sentence;
      sentence = '';
    }
    sentence += segment;
  }
  if (sentence !== '') yield sentence;
}

function* cut(sentence: string): Generator<string, void, undefined> {
  let rest = sentence.trim();
  while (rest.length > MOST) {
    const end = placeToCut(rest.slice(0, MOST));
    yield rest.slice(0, end).trim();
    rest = rest.slice(end).trim();
  }
  if (rest !== '') yield rest;
}

/** Where to cut a text that is too long: its length at most, never 0. All-lower-case text has full stops in it too. */
export function placeToCut(text: string): number {
  const clause = /^.*(?:[.!?,;:—](?=\s)|[、，；：])/su.exec(text)?.[0].length;
  if (clause) return clause;
  const word = /^.*\S(?=\s)/s.exec(text)?.[0].length;
  if (word) return word;
  return text.isWellFormed() ? text.length : text.length - 1;
}
