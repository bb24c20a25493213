import type { ChapterRole, ParagraphKind } from '../model/document.ts';
import { noteMark } from './marks.ts';
import { attribute, isElement, isText, nameOf, textOf, type Visitor, walk } from './markup.ts';
import type { OdtStyles } from './odt-styles.ts';
import { kindOfLines, type Passage, passageOf, withWholeCode } from './passage.ts';
import { type Cell, Rows } from './rows.ts';

/** What is in the file and not in the text: bookkeeping, what was deleted, what a person has noted beside it. */
const silent = new Set(
  (
    'tracked-changes annotation annotation-end sequence-decls variable-decls user-field-decls dde-connection-decls forms ' +
    'note-citation ruby-text hidden-text hidden-paragraph scripts font-face-decls automatic-styles styles ' +
    'master-styles object object-ole plugin page-number page-count bibliography-source table-of-content-source ' +
    'alphabetical-index-source illustration-index-source table-index-source index-entry-template ' +
    'header header-left footer footer-left desc'
  ).split(' '),
);

const parts: ReadonlyMap<string, ChapterRole> = new Map([
  ['note', 'notes'],
  ['table-of-content', 'contents'],
  ['illustration-index', 'contents'],
  ['table-index', 'contents'],
  ['object-index', 'contents'],
  ['bibliography', 'back'],
  ['alphabetical-index', 'back'],
  ['user-index', 'back'],
]);

/** The passages of an ODF text, in order; what is anchored in a paragraph (a note, a text box) comes before it. */
export function odtPassages(root: Element, styles: OdtStyles): Passage[] {
  const flow = new OdtFlow(styles);
  walk(root, flow);
  return withWholeCode(flow.done);
}

/** A paragraph that has begun and not ended; others may stand inside of it. */
interface Open {
  element: Element;
  kind: ParagraphKind;
  level: number;
  pieces: string[];
}

interface Table {
  rows: Rows;
  cells: Cell[] | null;
  /** Paragraphs of the cell that is being read. */
  cell: string[] | null;
}

class OdtFlow implements Visitor {
  readonly done: Passage[] = [];
  readonly #styles: OdtStyles;
  readonly #paragraphs: Open[] = [];
  readonly #tables: Table[] = [];
  readonly #parts: ChapterRole[] = [];
  #lists = 0;
  #headings = 0;

  constructor(styles: OdtStyles) {
    this.#styles = styles;
  }

  enter(node: Node): boolean {
    if (isText(node)) this.#write((node.nodeValue ?? '').replace(/[ \t\r\n]+/g, ' '));
    if (!isElement(node)) return false;
    const name = nameOf(node);
    // It stands within its note, and belongs to the paragraph around that.
    if (name === 'note-citation') this.#write(noteMark(textOf(node, 40)));
    if (silent.has(name)) return false;
    const part = parts.get(name);
    if (part) this.#parts.push(part);
    switch (name) {
      case 'p':
      case 'h':
        this.#paragraphs.push(this.#begin(node, name));
        break;
      case 's':
        this.#write(' '.repeat(Math.min(Number(attribute(node, 'text:c')) || 1, mostSpaces)));
        break;
      case 'tab':
        this.#write(' ');
        break;
      case 'line-break':
        this.#write('\n');
        break;
      case 'frame':
        this.#picture(node);
        break;
      case 'list':
        this.#lists++;
        break;
      case 'table-header-rows':
        this.#headings++;
        break;
      case 'table':
        this.#tables.push({ rows: new Rows(), cells: null, cell: null });
        break;
      case 'table-row':
        if (this.#table) this.#table.cells = [];
        break;
      case 'table-cell':
        if (this.#table) this.#table.cell = [];
        break;
    }
    return node.localName !== 'svg:title';
  }

  leave(node: Node): void {
    if (!isElement(node)) return;
    const name = nameOf(node);
    if (silent.has(name)) return;
    if (parts.has(name)) this.#parts.pop();
    if (name === 'list') this.#lists--;
    if (name === 'table-header-rows') this.#headings--;
    if (node === this.#paragraphs.at(-1)?.element) this.#end(this.#paragraphs.pop()!);
    if (name === 'table-cell') this.#endCell(node);
    if (name === 'table-row' && this.#table?.cells) {
      this.#tell(this.#table.rows.add(this.#table.cells));
      this.#table.cells = null;
    }
    if (name === 'table') {
      const left = this.#table?.rows.end() ?? [];
      this.#tables.pop();
      this.#tell(left);
    }
  }

  get #table(): Table | undefined {
    return this.#tables.at(-1);
  }

  #write(text: string): void {
    this.#paragraphs.at(-1)?.pieces.push(text);
  }

  #begin(element: Element, name: string): Open {
    const meaning = this.#styles.meaningOf(attribute(element, 'text:style-name'));
    const outline = name === 'h' ? Number(attribute(element, 'text:outline-level')) || 1 : 0;
    const level = outline || meaning.level;
    const listed = this.#lists > 0 && meaning.kind === 'text' ? 'item' : meaning.kind;
    return { element, kind: level > 0 ? 'heading' : listed, level: Math.min(level, 6), pieces: [] };
  }

  #end({ kind, level, pieces }: Open): void {
    const text = pieces.join('');
    const part = this.#parts.at(-1) ?? null;
    if (this.#table?.cell && part === null) this.#table.cell.push(text);
    else if (/\S/.test(text)) this.done.push(passageOf(kindOfLines(kind, text), text, { level, part }));
  }

  /** A row is told once it is whole; a table within a cell tells its rows to that cell. */
  #tell(rows: readonly string[]): void {
    const part = this.#parts.at(-1) ?? null;
    for (const text of rows) {
      if (this.#table?.cell) this.#table.cell.push(text);
      else this.done.push(passageOf('row', text, { part }));
    }
  }

  #endCell(element: Element): void {
    const table = this.#table;
    if (!table?.cells || !table.cell) return;
    const text = table.cell.join(' ').replace(/\s+/gu, ' ').trim();
    if (Number(attribute(element, 'table:number-rows-spanned')) > 1) table.rows.distrust();
    const span = Number(attribute(element, 'table:number-columns-spanned')) || 1;
    table.cells.push({ text, heading: this.#headings > 0, span });
    table.cell = null;
  }

  /** A picture says what its description says, else its title. */
  #picture(frame: Element): void {
    const children = [...frame.children];
    const said = (name: string) => children.filter((child) => nameOf(child) === name).map((child) => textOf(child))[0];
    const description = (said('desc') || said('title') || '').trim();
    if (description) this.#write(` ${description} `);
  }
}

/** Characters; a run of spaces is told by its length. */
const mostSpaces = 100;
