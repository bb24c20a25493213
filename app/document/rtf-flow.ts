import type { ParagraphKind } from '../model/document.ts';
import { noteMark } from './marks.ts';
import { kindOfLines, type Passage, passageOf } from './passage.ts';
import { type Cell, Rows } from './rows.ts';

/** What a style makes of its paragraphs. */
export interface RtfStyle {
  kind: ParagraphKind;
  /** 1 to 6 for a heading, else 0. */
  level: number;
}

/** What the paragraph that is being written is. */
interface Setting extends RtfStyle {
  item: boolean;
  inTable: boolean;
}

const plain: Setting = { kind: 'text', level: 0, item: false, inTable: false };

/** A mark that a program wrote as text before an item. */
const bullet = /^\s*[•‣▪◦●○\uf0b7]\s+/u;

/** Joins the text of an RTF file into paragraphs and rows. */
export class RtfFlow {
  readonly passages: Passage[] = [];
  #pieces: string[] = [];
  #setting: Setting = plain;
  #cells: Cell[] = [];
  #rows = new Rows();
  #isHeading = false;
  #notes = 0;
  /** Text that a note interrupts. */
  #interrupted: { pieces: string[]; setting: Setting } | null = null;

  write(text: string): void {
    this.#pieces.push(text);
  }

  /** A mark stands at the head of the paragraph: a bullet, a number. */
  markItem(): void {
    this.#setting = { ...this.#setting, item: true };
  }

  beginNote(): void {
    if (this.#interrupted) return;
    // Programs number notes as they show them.
    this.write(noteMark(String(++this.#notes)));
    this.#interrupted = { pieces: this.#pieces, setting: this.#setting };
    [this.#pieces, this.#setting] = [[], plain];
  }

  endNote(): void {
    if (!this.#interrupted) return;
    this.#paragraph();
    [this.#pieces, this.#setting] = [this.#interrupted.pieces, this.#interrupted.setting];
    this.#interrupted = null;
  }

  /** Takes a word about the paragraph; others are about its looks. */
  take(word: string, number: number | null, styles: ReadonlyMap<number, RtfStyle>): void {
    switch (word) {
      case 'par':
      case 'sect':
        if (this.#setting.inTable && !this.#interrupted) this.write(' ');
        else this.#paragraph();
        break;
      case 'pard':
        this.#setting = plain;
        break;
      case 's':
        this.#setting = { ...this.#setting, ...styles.get(number ?? 0) };
        break;
      case 'outlinelevel':
        this.#setting = { ...this.#setting, level: Math.min((number ?? 0) + 1, 6) };
        break;
      case 'intbl':
        this.#setting = { ...this.#setting, inTable: true };
        break;
      case 'trowd':
        this.#isHeading = false;
        break;
      case 'trhdr':
        this.#isHeading = true;
        break;
      case 'cell':
        this.#cell();
        break;
      case 'row':
        this.#row();
        break;
    }
  }

  end(): void {
    this.endNote();
    if (this.#cells.length > 0) this.#row();
    this.#paragraph();
    this.#endTable();
  }

  #cell(): void {
    const text = this.#pieces.join('').replace(/\s+/gu, ' ').trim();
    this.#cells.push({ text, heading: false, span: 1 });
    this.#pieces = [];
  }

  #row(): void {
    const cells = this.#isHeading ? this.#cells.map((cell) => ({ ...cell, heading: true })) : this.#cells;
    this.#cells = [];
    this.#say(this.#rows.add(cells));
  }

  #paragraph(): void {
    if (!this.#interrupted && !this.#setting.inTable) this.#endTable();
    const text = this.#pieces.join('');
    this.#pieces = [];
    if (!/\S/.test(text)) return;
    const { level, kind: styled } = this.#setting;
    const item = this.#setting.item || bullet.test(text);
    const part = this.#interrupted ? 'notes' : null;
    const kind = level > 0 ? 'heading' : item ? 'item' : kindOfLines(styled, text);
    this.passages.push(passageOf(kind, item ? text.replace(bullet, '') : text, { level, part }));
    if (item) this.#setting = { ...this.#setting, item: false };
  }

  #endTable(): void {
    this.#say(this.#rows.end());
    this.#rows = new Rows();
  }

  #say(texts: readonly string[]): void {
    this.passages.push(...texts.map((text) => passageOf('row', text)));
  }
}
