import type { Tokens } from 'marked';
import { flowing } from './draft.ts';
import { noteMark } from './marks.ts';
import { decodeReferences } from './markup.ts';

/** The words of a run of markdown: marks, addresses and tags gone, pictures by their description; `\n` where a line was broken on purpose. */
export function inlineText(tokens: readonly Tokens.Generic[]): string {
  const pieces: string[] = [];
  const waiting = tokens.toReversed();
  // Text between the tags of a script or style is a text token like any other.
  let muted = false;
  for (let token = waiting.pop(); token; token = waiting.pop()) {
    if (/^<\/?(script|style)\b/i.test(token.raw) && token.type === 'html') muted = !token.raw.startsWith('</');
    if (isNoteMark(token)) pieces.push(noteMark(String(token['text'])));
    if (muted || isNoteMark(token)) continue;
    const inner = token.type === 'image' || (token.type === 'link' && token['autolink']) ? [] : (token.tokens ?? []);
    for (let index = inner.length - 1; index >= 0; index--) waiting.push(inner[index]!);
    if (inner.length === 0) pieces.push(wordsOf(token));
  }
  return pieces.join('').replace(/\[\^([^\]\s]{1,40})\]/g, (_, label: string) => noteMark(label));
}

function wordsOf(token: Tokens.Generic): string {
  const text = String(token['text'] ?? '');
  switch (token.type) {
    case 'html':
      return /^<br\b/i.test(token.raw) ? '\n' : '';
    case 'checkbox':
      return '';
    case 'br':
      return '\n';
    case 'codespan':
    case 'escape':
      return text;
    case 'link':
      return spokenAddress(text);
    default:
      return flowing(decodeReferences(text));
  }
}

/** `[^1]` where its note is a single word, which the lexer takes for a link. */
function isNoteMark(token: Tokens.Generic): boolean {
  return token.type === 'link' && /^\^\S{1,40}$/.test(String(token['text']));
}

/** Of an address that is its own text, what a person would say: where it leads to. */
function spokenAddress(address: string): string {
  const host = /^(?:https?|ftp):\/\/(?:www\.)?([^/?#]+)/i.exec(address)?.[1];
  return host ?? address.replace(/^mailto:/i, '');
}
