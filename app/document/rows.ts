import { withoutMarks } from './marks.ts';

/** A cell of a table: its words, whether it heads a row or column, and over how many columns it reaches. */
export interface Cell {
  text: string;
  heading: boolean;
  span: number;
}

/** Cells in a row from which on a listener loses count, so that each is told with its column's heading. */
const columnsToName = 3;
/** Columns; a cell that claims to reach further is not believed. */
const widestSpan = 100;

/** What a table says, row by row, in words that stand without the picture of it. */
export class Rows {
  #headings: string[] | null = null;
  /** The row of headings, until it is known whether the rows below repeat it. */
  #waiting: string | null = null;
  #named = true;

  /** Cells that reach over several rows shift the rows below, so that headings can not be told from positions. */
  distrust(): void {
    this.#named = false;
  }

  /** The texts to read once this row has come, in order. */
  add(cells: readonly Cell[]): string[] {
    const plain = cells.map((cell) => cell.text).filter(Boolean);
    if (plain.length === 0) return [];
    const told = plain.join(', ');
    if (cells.every((cell) => cell.heading || !cell.text)) {
      const before = this.end();
      // Told again with every row, a mark would send listeners to its note each time.
      this.#headings = cells.flatMap(({ text, span }) =>
        Array<string>(Math.min(span, widestSpan)).fill(withoutMarks(text).trim()),
      );
      this.#waiting = told;
      return before;
    }
    const named = this.#headings && this.#named && plain.length > 1 ? this.#withHeadings(cells, this.#headings) : null;
    if (named === null) return [...this.end(), told];
    this.#waiting = null;
    return [named];
  }

  /** Headings that no row has repeated. */
  end(): string[] {
    const left = this.#waiting === null ? [] : [this.#waiting];
    this.#waiting = null;
    return left;
  }

  /** "Year: 1890, Ships: 12"; null where the table is too narrow for it or the row is of another build. */
  #withHeadings(cells: readonly Cell[], headings: readonly string[]): string | null {
    const width = cells.reduce((sum, { span }) => sum + Math.min(span, widestSpan), 0);
    if (headings.length < columnsToName || width !== headings.length) return null;
    const told: string[] = [];
    let column = 0;
    for (const { text, span } of cells) {
      const heading = headings[column]!.replace(/\s*:$/, '');
      if (text) told.push(heading ? `${heading}: ${text}` : text);
      column += Math.min(span, widestSpan);
    }
    return told.join(', ');
  }
}
