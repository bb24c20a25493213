import type { Document } from '../model/document.ts';
import { assembled } from './assembly.ts';
import { oneLine } from './draft.ts';
import type { Limits } from './limits.ts';
import { withWholeCode } from './passage.ts';
import { RtfFlow } from './rtf-flow.ts';
import { type Destination, RtfGroups } from './rtf-groups.ts';
import { type RtfToken, rtfTokens } from './rtf-tokens.ts';
import { characters } from './rtf-words.ts';
import { refuseHeavy } from './weight.ts';

/** Marks per mark of HTML that a file may have: they cost time here, and no memory. */
const cheapMarks = 10;

/** Rich text. Throws `document-too-complex`, `document-without-text`. */
export function readRtf(bytes: Uint8Array, name: string, limits: Limits): Document {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  refuseHeavy(source, '{\\', { markupLength: limits.textBytes, marks: limits.marks * cheapMarks });
  const reader = new RtfReader();
  for (const token of rtfTokens(source)) reader.take(token);
  const { passages, title, author } = reader.end();
  return assembled(passages, { title, author, language: '' }, name, limits);
}

class RtfReader {
  readonly #groups = new RtfGroups();
  readonly #flow = new RtfFlow();
  /** Bytes that wait for the rest of their character. */
  #bytes = '';
  /** Characters still to pass over: they stand in for the Unicode character before them. */
  #skip = 0;
  #picture = '';
  #title = '';
  #author = '';

  take(token: RtfToken): void {
    if (token.type === 'bytes') return this.#takeBytes(token.bytes);
    this.#flush();
    if (token.type === 'word') return this.#word(token.word, token.number);
    this.#skip = 0;
    if (token.type === 'open') this.#groups.open();
    else this.#close();
  }

  end() {
    this.#flush();
    this.#flow.end();
    return { passages: withWholeCode(this.#flow.passages), title: oneLine(this.#title), author: oneLine(this.#author) };
  }

  #takeBytes(bytes: string): void {
    const kept = bytes.slice(this.#skip);
    this.#skip = Math.max(0, this.#skip - bytes.length);
    this.#bytes += kept;
  }

  #flush(): void {
    if (!this.#bytes) return;
    const text = this.#groups.decode(this.#bytes);
    this.#bytes = '';
    this.#write(text);
  }

  #write(text: string): void {
    const { destination, hidden } = this.#groups.current;
    if (destination === 'text' || destination === 'note') {
      if (!hidden) this.#flow.write(text);
    } else this.#groups.current.collected += text;
  }

  #word(word: string, number: number | null): void {
    if (word === 'u') {
      this.#write(String.fromCharCode(((number ?? 0) + 65_536) % 65_536));
      this.#skip = this.#groups.current.standIns;
      return;
    }
    const before = this.#groups.current.destination;
    const known = this.#groups.take(word, number);
    const { destination } = this.#groups.current;
    if (destination === 'note' && before !== 'note') this.#flow.beginNote();
    if (known || (destination !== 'text' && destination !== 'note')) return;
    const character = characters.get(word);
    if (character !== undefined) this.#write(character);
    else this.#flow.take(word, number, this.#groups.styles);
  }

  #close(): void {
    const { destination, collected, depth } = this.#groups.current;
    const outer = this.#groups.close();
    if (destination === 'note' && outer !== 'note') this.#flow.endNote();
    else if (destination !== outer || depth > 0) this.#collect(destination, collected);
  }

  #collect(destination: Destination, text: string): void {
    if (destination === 'title') this.#title ||= text;
    if (destination === 'author') this.#author ||= text;
    if (destination === 'picture-name') this.#picture = text.trim();
    if (destination === 'picture-value' && this.#picture === 'wzDescription') this.#flow.write(` ${text} `);
    if (destination === 'list-mark') this.#flow.markItem();
    if (destination === 'style') this.#groups.nameStyle(text);
  }
}
