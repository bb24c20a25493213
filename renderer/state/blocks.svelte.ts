import type { BlockRow, Swap } from '../../app/model/edit.ts';
import type { Block } from '../../app/model/script.ts';
import { Watched } from './watched.svelte.ts';

/** The paragraphs on the desk, one by one; text that is being typed shows before the app has agreed to it. */
export class Blocks {
  readonly #shown = new Watched<Block>();
  /** Blocks as the app last told them, while newer text of theirs is on its way to it; and how many such edits. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on the page reads it
  readonly #typing = new Map<string, { agreed: Block; edits: number }>();

  get(id: string): Block | undefined {
    return this.#shown.get(id);
  }

  /** Takes all of a document; those that stayed as they were stay the same objects. */
  take(blocks: readonly Block[]): void {
    this.#typing.clear();
    for (const block of blocks) this.#put(block);
  }

  clear(): void {
    this.#shown.clear();
    this.#typing.clear();
  }

  remove(id: string): void {
    this.#shown.delete(id);
  }

  /** Shows new text while `save` is under way, and what the app says once no newer text is. */
  async type(id: string, text: string, save: () => Promise<unknown>): Promise<void> {
    const before = this.#shown.get(id);
    if (!before || before.text === text) return;
    const typing = this.#typing.get(id) ?? { agreed: before, edits: 0 };
    typing.edits++;
    this.#typing.set(id, typing);
    this.#shown.set(id, { ...before, text });
    await save();
    if (--typing.edits > 0 || this.#typing.get(id) !== typing) return;
    this.#typing.delete(id);
    this.#put(typing.agreed);
  }

  /** What the app has made of a block. */
  show({ after }: Swap<BlockRow>): void {
    if (!after) return;
    const { chapter: _, ...block } = after;
    const typing = this.#typing.get(block.id);
    if (typing) typing.agreed = block;
    this.#put(typing ? { ...block, text: this.#shown.get(block.id)?.text ?? block.text } : block);
  }

  #put(block: Block): void {
    if (!same(this.#shown.get(block.id), block)) this.#shown.set(block.id, block);
  }
}

const same = (one: Block | undefined, other: Block): boolean =>
  one !== undefined && (Object.keys(other) as (keyof Block)[]).every((key) => sameValue(one[key], other[key]));

/** Voices and takes come over the wire as objects of their own each time. */
const sameValue = (one: Block[keyof Block], other: Block[keyof Block]): boolean =>
  one === other || (typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other));
