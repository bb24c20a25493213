import type { ParagraphKind } from '../model/document.ts';
import type { RtfStyle } from './rtf-flow.ts';
import { codePageOf, decoderOf, heardStarred, silentDestinations } from './rtf-words.ts';

/** Where the text of a group goes. */
export type Destination =
  'text' | 'note' | 'silent' | 'fonts' | 'style' | 'title' | 'author' | 'picture-name' | 'picture-value' | 'list-mark';

interface Group {
  destination: Destination;
  /** Text for a destination that is not read aloud. */
  collected: string;
  /** How many groups deep in its destination; the stylesheet has a group for each style. */
  depth: number;
  hidden: boolean;
  codePage: number | null;
  /** How many characters stand in for one in Unicode. */
  standIns: number;
  starred: boolean;
  begun: boolean;
}

const destinations: ReadonlyMap<string, Destination> = new Map([
  ['fonttbl', 'fonts'],
  ['stylesheet', 'style'],
  ['footnote', 'note'],
  ['title', 'title'],
  ['author', 'author'],
  ['sn', 'picture-name'],
  ['sv', 'picture-value'],
  ['pntext', 'list-mark'],
  ['listtext', 'list-mark'],
  ['shptxt', 'text'],
]);
/** Words of `\info`, which mean something else, or nothing, elsewhere. */
const infoOnly = new Set(['title', 'author']);

/** Names that Word and LibreOffice give to styles. */
const meanings: readonly [RegExp, ParagraphKind][] = [
  [/^(intense )?quot(e|ations?)$|^block ?(text|quotation)$/i, 'quote'],
  [/^(html preformatted|preformatted text|source ?(code|text)|plain text)$/i, 'code'],
];

/** What is open at a place of an RTF file, with the fonts and styles that it has told. */
export class RtfGroups {
  /** What styles make of a paragraph, by their number. */
  readonly styles = new Map<number, RtfStyle>();
  readonly #groups: Group[] = [
    {
      destination: 'text',
      collected: '',
      depth: 0,
      hidden: false,
      codePage: null,
      standIns: 1,
      starred: false,
      begun: true,
    },
  ];
  readonly #fonts = new Map<number, number>();
  readonly #decoders = new Map<number, TextDecoder>();
  #codePage = 1252;
  #font = 0;
  #style: { number: number; level: number | null } = { number: 0, level: null };
  #info = 0;

  get current(): Group {
    return this.#groups.at(-1)!;
  }

  open(): void {
    const around = this.current;
    this.#groups.push({ ...around, collected: '', depth: around.depth + 1, starred: false, begun: false });
  }

  /** The destination around the group that ends. A brace too many is passed over. */
  close(): Destination {
    if (this.#groups.length > 1) this.#groups.pop();
    if (this.#groups.length < this.#info) this.#info = 0;
    return this.current.destination;
  }

  decode(bytes: string): string {
    const codePage = this.current.codePage ?? this.#codePage;
    let decoder = this.#decoders.get(codePage);
    if (!decoder) this.#decoders.set(codePage, (decoder = decoderOf(codePage)));
    return decoder.decode(Buffer.from(bytes, 'latin1'));
  }

  /** Takes a word that says where text goes and how it is written; false for one that is about the text itself. */
  take(word: string, number: number | null): boolean {
    const group = this.current;
    const first = !group.begun;
    if (word === '*') return (group.starred = true);
    group.begun = true;
    if (first && this.#enters(group, word)) return true;
    switch (word) {
      case 'ansicpg':
        if (number) this.#codePage = number;
        return true;
      case 'mac':
        this.#codePage = 10_000;
        return true;
      case 'uc':
        group.standIns = Math.min(Math.max(number ?? 1, 0), 8);
        return true;
      case 'f':
        this.#font = number ?? 0;
        if (group.destination !== 'fonts') group.codePage = this.#fonts.get(this.#font) ?? null;
        return true;
      case 'fcharset':
        if (group.destination === 'fonts' && number !== null) this.#takeCharset(number);
        return true;
      case 'v':
      case 'deleted':
        group.hidden = number !== 0;
        return true;
      case 'plain':
        [group.hidden, group.codePage] = [false, null];
        return true;
      default:
        return group.destination === 'style' && this.#takeStyle(word, number);
    }
  }

  /** The name of the style that has just been told. */
  nameStyle(name: string): void {
    const bare = name.replace(/;\s*$/, '').trim();
    const heading = /^heading ([1-9])$/i.exec(bare)?.[1];
    const level = heading ? Number(heading) : /^title$/i.test(bare) ? 1 : (this.#style.level ?? 0);
    const kind = level > 0 ? 'heading' : (meanings.find(([pattern]) => pattern.test(bare))?.[1] ?? 'text');
    if (kind !== 'text') this.styles.set(this.#style.number, { kind, level: Math.min(level, 6) });
    this.#style = { number: 0, level: null };
  }

  /** The first word of a group may be where it goes. */
  #enters(group: Group, word: string): boolean {
    if (word === 'info') this.#info = this.#groups.length;
    const to = infoOnly.has(word) && this.#info === 0 ? undefined : destinations.get(word);
    const silent = to === undefined && (silentDestinations.has(word) || (group.starred && !heardStarred.has(word)));
    if (to === undefined && !silent && word !== 'info') return false;
    // What is silent stays so, but for descriptions of pictures and text in drawings.
    const reopens = word === 'sn' || word === 'sv' || word === 'shptxt' || infoOnly.has(word);
    if (group.destination === 'silent' && !reopens) return true;
    group.destination = to ?? 'silent';
    group.depth = 0;
    return group.destination !== 'style' || word === 'stylesheet';
  }

  #takeCharset(charset: number): void {
    const codePage = codePageOf(charset);
    if (codePage !== null) this.#fonts.set(this.#font, codePage);
  }

  #takeStyle(word: string, number: number | null): boolean {
    if (word === 's') this.#style.number = number ?? 0;
    if (word === 'outlinelevel') this.#style.level = (number ?? 0) + 1;
    return true;
  }
}
