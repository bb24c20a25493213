/** A piece of RTF (specification 1.9.1): braces, control words with their number, bytes of text. */
export type RtfToken =
  | { type: 'open' }
  | { type: 'close' }
  | { type: 'word'; word: string; number: number | null }
  /** Text as latin-1, one character a byte, in an encoding that only its surroundings tell. */
  | { type: 'bytes'; bytes: string };

const piece = /\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^]))|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)/y;

/** Tokens of a file given as latin-1. Never throws: a stray backslash is passed over. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  piece.lastIndex = 0;
  for (let at = 0; at < source.length;) {
    piece.lastIndex = at;
    const match = piece.exec(source);
    if (!match) {
      at++;
      continue;
    }
    at = piece.lastIndex;
    const [, word, number, hex, symbol, brace, bytes] = match;
    if (word === 'bin') at += Math.max(0, Number(number ?? 0));
    else if (word !== undefined) yield { type: 'word', word, number: number === undefined ? null : Number(number) };
    else if (hex !== undefined) yield { type: 'bytes', bytes: String.fromCharCode(Number.parseInt(hex, 16)) };
    else if (symbol !== undefined) yield symbolToken(symbol);
    else if (brace !== undefined) yield { type: brace === '{' ? 'open' : 'close' };
    else if (bytes !== undefined) yield { type: 'bytes', bytes };
  }
}

/** A backslash before a line end is a paragraph's end; before a brace or backslash it is that character. */
function symbolToken(symbol: string): RtfToken {
  if (symbol === '\n' || symbol === '\r') return { type: 'word', word: 'par', number: null };
  if (symbol === '\\' || symbol === '{' || symbol === '}') return { type: 'bytes', bytes: symbol };
  return { type: 'word', word: symbol, number: null };
}
