import type { ChapterRole, ParagraphKind } from '../model/document.ts';
import { flowing } from './draft.ts';
import { noteMark, withoutMarks } from './marks.ts';
import { attribute, isElement, isText, nameOf, textOf, type Visitor, walk } from './markup.ts';
import {
  blocks,
  isBackLink,
  isGrid,
  isNoteMark,
  isSilent,
  isVerse,
  kindOfLines,
  partOf,
  type Passage,
} from './passage.ts';
import { type Cell, Rows } from './rows.ts';

export interface FlowOptions {
  /** Ids of elements at which something begins; each is told with the passage that it stands in or before. */
  anchors?: ReadonlySet<string>;
  /** Parts that a source marks in a way of its own; asked where its elements do not tell. */
  partOf?: (element: Element) => ChapterRole | null;
}

/** What the elements around a text make of it. */
interface Setting {
  element: Element | null;
  kind: ParagraphKind;
  level: number;
  verse: boolean;
  part: ChapterRole | null;
  language: string;
  /** The table that it stands in, or null outside of one and where a table only places parts of a page. */
  rows: Rows | null;
}

const plain: Setting = {
  element: null,
  kind: 'text',
  level: 0,
  verse: false,
  part: null,
  language: '',
  rows: null,
};

/** The passages below `root`, in order. */
export function passagesIn(root: Element, options: FlowOptions = {}): Passage[] {
  const flow = new Flow(options);
  walk(root, flow);
  flow.end();
  return flow.done;
}

const isBlank = (text: string) => !/\S/.test(withoutMarks(text));

/** Gathers text until a block begins or ends. */
class Flow implements Visitor {
  readonly done: Passage[] = [];
  readonly #options: FlowOptions;
  readonly #settings: Setting[] = [plain];
  #pieces: string[] = [];
  /** Cells of the row that is being read, or null outside of a row. */
  #cells: Cell[] | null = null;
  #anchor: string | null = null;
  /** Descriptions of pictures in the passage that is being read, and of those of the one before, were it nothing else. */
  #pictures = '';
  #alone = '';
  #afterBreak = false;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  get #setting(): Setting {
    return this.#settings.at(-1)!;
  }

  enter(node: Node): boolean {
    if (isText(node)) this.#text(node.nodeValue ?? '');
    if (!isElement(node)) return false;
    const name = nameOf(node);
    const silent = isSilent(node, name) || (this.#isLeading(node) && isBackLink(node, name));
    const block = !silent && blocks.has(name);
    if (block) this.#part();
    this.#note(node, name);
    if (silent) {
      if (!this.#isLeading(node) && isNoteMark(node, name)) this.#pieces.push(noteMark(textOf(node, 40)));
      return false;
    }
    if (block) this.#settings.push(this.#settingIn(node, name));
    if (name === 'br') this.#break();
    if (name === 'img' || name === 'image') this.#picture(attribute(node, 'alt'));
    if (name === 'tr' && this.#setting.kind === 'row') this.#cells = [];
    return true;
  }

  leave(node: Node): void {
    const { element, rows } = this.#setting;
    if (node !== element) return;
    const name = nameOf(element);
    if (this.#cells && (name === 'td' || name === 'th')) this.#cell(element, name === 'th');
    if (this.#cells && name === 'tr') this.#row();
    this.#part();
    if (name === 'table') this.#say(rows?.end() ?? [], 'row');
    this.#settings.pop();
  }

  end(): void {
    if (this.#cells) this.#row();
    this.#part();
  }

  /** May a mark be a note's own: within notes, or at the head of a paragraph that goes on. */
  #isLeading(element: Element): boolean {
    if (this.#setting.part === 'notes') return true;
    return element.nextSibling !== null && element.parentNode === this.#setting.element && this.#pieces.every(isBlank);
  }

  #settingIn(element: Element, name: string): Setting {
    const around = this.#setting;
    const verse = around.verse || isVerse(element);
    const row = name === 'tr' && around.rows && !this.#cells;
    const kind = row ? 'row' : (blocks.get(name) ?? around.kind);
    const own = name === 'html' || name === 'body' ? '' : attribute(element, 'lang') || attribute(element, 'xml:lang');
    return {
      element,
      verse,
      kind: verse && (kind === 'text' || kind === 'quote') ? 'verse' : kind,
      level: /^h[1-6]$/.test(name) ? Number(name[1]) : around.level,
      part: around.part ?? partOf(element, name) ?? this.#options.partOf?.(element) ?? null,
      language: own || around.language,
      rows: name === 'table' ? (isGrid(element) ? new Rows() : null) : around.rows,
    };
  }

  #text(text: string): void {
    this.#pieces.push(this.#setting.kind === 'code' ? text : flowing(text));
    if (this.#afterBreak && /\S/.test(text)) this.#afterBreak = false;
  }

  /** One break is a new line, which is a space in prose; two in prose are how old pages part paragraphs. */
  #break(): void {
    const lines = this.#setting.kind === 'verse' || this.#setting.kind === 'code';
    if (this.#afterBreak && !lines) this.#part();
    else this.#pieces.push('\n');
    this.#afterBreak = !this.#afterBreak;
  }

  /** A picture says what its description says, unless that is the name of its file. */
  #picture(description: string): void {
    if (/\.(jpe?g|png|gif|svg|webp)$/i.test(description)) return;
    this.#text(description);
    this.#pictures += flowing(description);
  }

  #note(element: Element, name: string): void {
    const { anchors } = this.#options;
    if (!anchors?.size) return;
    const id = attribute(element, 'id');
    if (anchors.has(id)) this.#anchor = id;
    else if (name === 'a' && anchors.has(attribute(element, 'name'))) this.#anchor = attribute(element, 'name');
  }

  #cell(element: Element, heading: boolean): void {
    const text = this.#pieces.join('').replace(/\s+/gu, ' ').trim();
    if (Number(attribute(element, 'rowspan')) > 1) this.#setting.rows?.distrust();
    this.#cells!.push({ text, heading, span: Math.max(1, Number.parseInt(attribute(element, 'colspan')) || 1) });
    this.#pieces = [];
  }

  #row(): void {
    const cells = this.#cells!;
    // Words that somebody has put between the cells.
    const loose = this.#pieces.join('').trim();
    if (loose) cells.push({ text: loose, heading: false, span: 1 });
    this.#cells = null;
    this.#pieces = [];
    this.#say(this.#setting.rows?.add(cells) ?? [], 'row');
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
    if (isBlank(text)) return;
    // A caption that is the picture's description once more.
    const repeated = text.trim() === this.#alone;
    this.#alone = this.#pictures.trim() === text.trim() ? text.trim() : '';
    this.#pictures = '';
    if (!repeated) this.#say([text], kindOfLines(this.#setting.kind, text));
  }

  #say(texts: readonly string[], kind: ParagraphKind): void {
    const { level, part, language } = this.#setting;
    for (const text of texts) {
      this.done.push({ kind, text, level: kind === 'heading' ? level : 0, anchor: this.#anchor, part, language });
      this.#anchor = null;
    }
  }
}
