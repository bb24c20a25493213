import type { ParagraphKind } from '../model/document.ts';
import { attribute, isElement, isText, nameOf } from './markup.ts';
import { blocks, isGrid, isNote, isSilent, isVerse, type Passage } from './passage.ts';

export interface FlowOptions {
  /** Ids of elements at which something begins; each is told with the passage that it stands in or before. */
  anchors?: ReadonlySet<string>;
  /** Keeps `<nav>`, which a web page wants dropped and a book's contents page does not. */
  navigation?: boolean;
}

/** What the elements around a text make of it. */
interface Setting {
  element: Element | null;
  kind: ParagraphKind;
  level: number;
  verse: boolean;
  aside: boolean;
  grid: boolean;
}

const plain: Setting = { element: null, kind: 'text', level: 0, verse: false, aside: false, grid: false };

/** The passages below `root`, in order. One step of a loop for every node, however deep it sits. */
export function* passagesIn(root: Element, options: FlowOptions = {}): Generator<Passage> {
  const flow = new Flow(options);
  let node: Node | null = root.firstChild;
  while (node) {
    const child: Node | null = flow.enter(node) ? node.firstChild : null;
    let from: Node | null = child ?? node;
    if (!child) {
      flow.leave(from);
      while (from && !from.nextSibling) {
        from = from.parentNode === root ? null : from.parentNode;
        if (from) flow.leave(from);
      }
      from = from?.nextSibling ?? null;
    }
    yield* flow.taken();
    node = from;
  }
  flow.end();
  yield* flow.taken();
}

/** Gathers text until a block begins or ends. */
class Flow {
  readonly #options: FlowOptions;
  readonly #settings: Setting[] = [plain];
  #pieces: string[] = [];
  /** Texts of the cells of the row that is being read, or null outside of a row. */
  #cells: string[] | null = null;
  #anchor: string | null = null;
  #afterBreak = false;
  #done: Passage[] = [];

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  get #setting(): Setting {
    return this.#settings.at(-1)!;
  }

  /** Takes a node up; false where nothing below it is wanted. */
  enter(node: Node): boolean {
    if (isText(node)) this.#text(node.nodeValue ?? '');
    if (!isElement(node)) return false;
    const name = nameOf(node);
    const silent = isSilent(node, name, this.#options.navigation ?? false);
    const block = !silent && blocks.has(name);
    if (block) this.#part();
    this.#note(node, name);
    if (silent) return false;
    if (block) this.#settings.push(this.#settingIn(node, name));
    if (name === 'br') this.#break();
    if (name === 'img' || name === 'image') this.#picture(attribute(node, 'alt'));
    if (name === 'tr' && this.#setting.kind === 'row') this.#cells = [];
    return true;
  }

  leave(node: Node): void {
    if (node !== this.#setting.element) return;
    const name = nameOf(node as Element);
    if (this.#cells && (name === 'td' || name === 'th')) this.#cell();
    if (this.#cells && name === 'tr') this.#row();
    this.#part();
    this.#settings.pop();
  }

  end(): void {
    if (this.#cells) this.#row();
    this.#part();
  }

  taken(): Passage[] {
    if (this.#done.length === 0) return this.#done;
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #settingIn(element: Element, name: string): Setting {
    const around = this.#setting;
    const verse = around.verse || isVerse(element);
    const row = name === 'tr' && around.grid && !this.#cells;
    const kind = row ? 'row' : (blocks.get(name) ?? around.kind);
    return {
      element,
      verse,
      kind: verse && (kind === 'text' || kind === 'quote') ? 'verse' : kind,
      level: /^h[1-6]$/.test(name) ? Number(name[1]) : around.level,
      aside: around.aside || isNote(element),
      grid: name === 'table' ? isGrid(element) : around.grid,
    };
  }

  #text(text: string): void {
    this.#pieces.push(this.#setting.kind === 'code' ? text : text.replace(/\s+/gu, ' '));
    if (this.#afterBreak && /\S/.test(text)) this.#afterBreak = false;
  }

  /** One break is a space, or a new line in verse and code; two in prose are how old pages part paragraphs. */
  #break(): void {
    if (this.#setting.kind === 'verse' || this.#setting.kind === 'code') this.#pieces.push('\n');
    else if (this.#afterBreak) this.#part();
    else this.#pieces.push(' ');
    this.#afterBreak = !this.#afterBreak;
  }

  /** A picture says what its description says, unless that is the name of its file. */
  #picture(description: string): void {
    if (!/\.(jpe?g|png|gif|svg|webp)$/i.test(description)) this.#text(description);
  }

  #note(element: Element, name: string): void {
    const { anchors } = this.#options;
    if (!anchors?.size) return;
    const id = attribute(element, 'id');
    if (anchors.has(id)) this.#anchor = id;
    else if (name === 'a' && anchors.has(attribute(element, 'name'))) this.#anchor = attribute(element, 'name');
  }

  #cell(): void {
    const text = this.#pieces.join('').replace(/\s+/gu, ' ').trim();
    if (text) this.#cells!.push(text);
    this.#pieces = [];
  }

  #row(): void {
    this.#cell();
    this.#pieces = [this.#cells!.join(', ')];
    this.#cells = null;
  }

  /** Ends a passage; within a row, where blocks only keep words apart, it does not. */
  #part(): void {
    if (this.#cells) {
      this.#pieces.push(' ');
      return;
    }
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#afterBreak = false;
    if (!/\S/.test(text)) return;
    const { kind, level, aside } = this.#setting;
    this.#done.push({ kind, text, level: kind === 'heading' ? level : 0, anchor: this.#anchor, aside });
    this.#anchor = null;
  }
}
