import { tick, untrack } from 'svelte';
import type { BlockMarks, WindowEdit } from '../../app/model/edit.ts';
import type { Autosave } from '../parts/autosave.ts';
import { caretX, putCaret, putCaretUnder } from '../parts/caret.ts';
import { paragraphs, plain } from '../parts/prose.ts';
import { Find } from '../state/find.svelte.ts';
import type { OpenProject } from '../state/project.svelte.ts';
import { Selection } from '../state/selection.svelte.ts';
import { guessedHeight, rowsOf, type ScriptRow } from './script-rows.ts';
import { Stretch } from './stretch.svelte.ts';

/** The script under a person's hands: which rows there are, where the caret goes, and what keys and buttons come to. */
export class Editor {
  readonly #project: OpenProject;
  readonly rows = $derived.by(() => rowsOf(this.#project.chapters));
  readonly stretch = new Stretch<ScriptRow>(
    () => this.rows,
    (row, width) => guessedHeight(row.block === null ? undefined : this.#project.block(row.block), width),
  );
  readonly selection = new Selection(
    () => this.rows,
    (id) => this.stretch.index(id),
  );
  readonly find = new Find(() =>
    untrack(() => this.rows.flatMap(({ block }) => (block === null ? [] : (this.#project.block(block) ?? [])))),
  );
  #visited = $state.raw<string | null>(null);
  /** What is typed into a block and not saved yet. */
  draft: Autosave | null = null;
  /** Keys that come while the app makes a step; they belong where the caret will be. */
  #kept: string | null = null;

  /** Plays from the sentence of a block that the caret is in. */
  listen: (block: string) => void = () => {};

  constructor(project: OpenProject) {
    this.#project = project;
  }

  /** The block that the Tab key stops at: the one where the person was last. */
  readonly stop = $derived.by(() => {
    if (this.#visited !== null && this.#project.block(this.#visited)) return this.#visited;
    return this.rows.find(({ block }) => block !== null)?.id ?? null;
  });

  visit(id: string): void {
    this.#visited = id;
  }

  /** Takes a key that comes while a step is under way; true where it did. */
  keep(event: InputEvent): boolean {
    if (this.#kept === null) return false;
    if (event.inputType === 'insertText') this.#kept += event.data ?? '';
    return true;
  }

  get waiting(): boolean {
    return this.#kept !== null;
  }

  focusText(id: string, offset: number): void {
    const element = this.#text(id);
    if (!element) return;
    element.focus({ preventScroll: true });
    putCaret(element, offset);
    element.scrollIntoView({ block: 'nearest' });
  }

  focusRow(id: string): void {
    const row = this.stretch.bring(id);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** The caret to the next (1) or the previous (-1) block, under or above where it is; false at the ends. */
  step(id: string, by: 1 | -1): boolean {
    const other = this.selection.neighbour(id, by);
    if (other === null) return false;
    const x = caretX();
    this.focusText(other, by === 1 ? 0 : Infinity);
    const element = this.#text(other);
    if (element && x !== null) putCaretUnder(element, x, by);
    return true;
  }

  /** What Enter does in the text: two blocks of one; at an end of it, an empty one beside it. */
  async split(id: string, at: number): Promise<void> {
    const block = this.#project.block(id);
    if (!block) return;
    const before = block.text.slice(0, at).trim();
    if (before === '' && block.text !== '') return this.#make(this.#inserted(id, -1), () => this.focusText(id, 0));
    const inside = block.text.slice(at).trim() !== '';
    const edit: WindowEdit = inside ? { type: 'split-block', block: id, at } : this.#inserted(id, 1);
    await this.#make(edit, () => this.#focusNext(id, 1, 0));
  }

  /** A new empty block behind one. */
  insert(after: string): Promise<void> {
    return this.#make(this.#inserted(after, 1), () => this.#focusNext(after, 1, 0));
  }

  /** With the block after (1) or before (-1) in its chapter, the caret at the seam. */
  async join(id: string, by: 1 | -1): Promise<void> {
    const blocks = this.#chapterOf(id)?.blocks ?? [];
    const index = blocks.indexOf(id);
    const first = this.#project.block(blocks[by === 1 ? index : index - 1] ?? '');
    const second = this.#project.block(blocks[by === 1 ? index + 1 : index] ?? '');
    if (!first || !second) return;
    const seam = first.text !== '' && second.text !== '' && by === -1 ? 1 : 0;
    const offset = first.text.length + seam;
    await this.#make({ type: 'join-block', block: first.id }, () => this.focusText(first.id, offset));
  }

  /** Pastes a text of several paragraphs as so many blocks; false for one that is none. */
  paste(id: string, caret: { start: number; end: number }, pasted: string): boolean {
    const parts = paragraphs(pasted);
    const block = this.#project.block(id);
    const chapter = this.#chapterOf(id);
    if (!block || !chapter || parts.length < 2) return false;
    const last = parts.at(-1)!;
    const texts = [...parts.slice(1, -1), `${last}${block.text.slice(caret.end)}`];
    void this.#project.type(id, plain(`${block.text.slice(0, caret.start)}${parts[0]!}`, false));
    const edit: WindowEdit = { type: 'insert-blocks', chapter: chapter.id, after: id, texts };
    void this.#make(edit, () => this.#focusNext(id, texts.length, last.length));
    return true;
  }

  async remove(blocks: readonly string[]): Promise<void> {
    const next = this.selection.neighbour(blocks.at(-1)!, 1) ?? this.selection.neighbour(blocks[0]!, -1);
    if (!(await this.#project.edit({ type: 'remove-blocks', blocks: [...blocks] }))) return;
    await tick();
    this.selection.clear();
    if (next === null) return;
    this.selection.mark(next);
    this.focusRow(next);
  }

  mark(blocks: readonly string[], marks: BlockMarks): Promise<boolean> {
    this.draft?.flush();
    return this.#project.edit({ type: 'mark-blocks', blocks: [...blocks], marks });
  }

  /** A new chapter that begins with the block; a heading gives it its title. */
  async beginChapter(id: string): Promise<void> {
    const block = this.#project.block(id);
    if (!block) return;
    const title = block.kind === 'heading' ? block.text : '';
    await this.#project.edit({ type: 'split-chapter', block: id, title });
  }

  async undo(): Promise<void> {
    this.draft?.flush();
    if (await this.#project.undo()) await this.#show();
  }

  async redo(): Promise<void> {
    this.draft?.flush();
    if (await this.#project.redo()) await this.#show();
  }

  /** What the last step changed comes in sight. */
  async #show(): Promise<void> {
    await tick();
    const touched = this.#project.touched;
    if (touched !== null) this.stretch.bring(touched)?.scrollIntoView({ block: 'nearest' });
  }

  async #make(edit: WindowEdit, then: () => void): Promise<void> {
    if (this.#kept !== null) return;
    this.#kept = '';
    const made = await this.#project.edit(edit);
    await tick();
    const kept = this.#kept;
    this.#kept = null;
    if (made) then();
    // As typed by the person: the one way that the browser's own editing has for it.
    if (kept) document.execCommand('insertText', false, kept);
  }

  #inserted(id: string, side: 1 | -1): WindowEdit {
    const chapter = this.#chapterOf(id)!;
    const after = side === 1 ? id : (chapter.blocks[chapter.blocks.indexOf(id) - 1] ?? null);
    return { type: 'insert-blocks', chapter: chapter.id, after, texts: [''] };
  }

  #focusNext(id: string, steps: number, offset: number): void {
    let at: string | null = id;
    for (let i = 0; i < steps && at !== null; i++) at = this.selection.neighbour(at, 1);
    if (at !== null) this.focusText(at, offset);
  }

  #chapterOf(id: string) {
    return this.rows[this.stretch.index(id) ?? -1]?.chapter;
  }

  #text(id: string): HTMLElement | null {
    return this.stretch.bring(id)?.querySelector<HTMLElement>('[role=textbox]') ?? null;
  }
}
