import type { RealtimeEvent } from '../together/realtime/realtime-event.ts';
import { joinedText } from './wording.ts';

interface Item {
  text: string;
  final: boolean;
}

/**
 * The text of a dictation as it comes: items in the order in which they began. What is settled, the final ones before
 * any that is open, only grows; what is open may still change.
 */
export class DictatedText {
  readonly #items = new Map<string, Item>();
  readonly #written: (text: string) => string;

  /** `written` makes of what is heard what is to be written, item by item. */
  constructor(written: (text: string) => string) {
    this.#written = written;
  }

  get settled(): string {
    return this.#joined((items) => items.slice(0, items.findIndex(({ final }) => !final) >>> 0));
  }

  /** What follows it, with what belongs between them. */
  get open(): string {
    return this.all.slice(this.settled.length);
  }

  get all(): string {
    return this.#joined((items) => items);
  }

  /** Is the final text of something still to come? */
  get pending(): boolean {
    return this.#items.values().some(({ final }) => !final);
  }

  partial(item: string, text: string): void {
    if (!this.#items.get(item)?.final) this.#items.set(item, { text: this.#written(text), final: false });
  }

  completed(item: string, text: string): void {
    if (!this.#items.get(item)?.final) this.#items.set(item, { text: this.#written(text), final: true });
  }

  /** What is open of it, or of everything, will not become final. */
  void(item: string | null): void {
    for (const [id, { final }] of this.#items) {
      if (!final && (item === null || item === id)) this.#items.delete(id);
    }
  }

  /** Takes an event in; true where the text may have changed. */
  take(event: RealtimeEvent): boolean {
    switch (event.type) {
      case 'partial':
        this.partial(event.item, event.text);
        return true;
      case 'completed':
        this.completed(event.item, event.text);
        return true;
      case 'turn-failed':
        if (event.item !== null) this.void(event.item);
        return true;
      case 'interrupted':
        this.void(null);
        return true;
      case 'created':
      case 'lost':
      case 'failed':
      case 'turn':
      case 'processed':
        return false;
    }
  }

  #joined(chosen: (items: Item[]) => Item[]): string {
    return chosen([...this.#items.values()]).reduce((before, { text }) => joinedText(before, text), '');
  }
}
