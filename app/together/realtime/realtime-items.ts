import { unrepeated, wordsOf } from './repeats.ts';
import type { RealtimeEvent } from './realtime-event.ts';

type Text = Extract<RealtimeEvent, { type: 'partial' | 'completed' }>;

/** Finished items whose latecomers are recognised. Turns follow one another within seconds. */
const REMEMBERED = 100;
/** Words that a repetition is looked for among: fast speech has some 25 in the 5 s that are sent again. */
const LONGEST_TAIL = 60;

/** The items of a session: what is still open, what is final, and what only repeats that. */
export class RealtimeItems {
  #connection = 0;
  #unnamed = 0;
  readonly #open = new Set<string>();
  /** Final texts by item, oldest first. */
  readonly #final = new Map<string, string>();
  /** Words that sound which is sent again may bring back. */
  #before: readonly string[] = [];

  /** Is the final text of something still to come? */
  get open(): boolean {
    return this.#open.size > 0;
  }

  /** Another connection, on which texts may begin with what these texts said. Names of items start anew there. */
  begin(repeatable: readonly string[]): void {
    this.#connection++;
    this.#open.clear();
    this.#before = repeatable.flatMap(wordsOf).slice(-LONGEST_TAIL);
  }

  /** What was open will not come. */
  clear(): void {
    this.#open.clear();
    this.#unnamed++;
    this.#before = [];
  }

  /** Null for one that comes after its final text, or says nothing new. */
  partial(id: string | null, said: string): Text | null {
    const item = this.item(id);
    if (this.#final.has(item)) return null;
    const { text } = unrepeated(this.#before, said);
    if (text === '' && !this.#open.has(item)) return null;
    this.#open.add(item);
    return { type: 'partial', item, text };
  }

  /** Null for one that comes twice, or says nothing where nothing was shown. */
  completed(id: string | null, said: string): Text | null {
    let item = this.item(id);
    if (this.#final.get(item) === said) return null;
    // A service that names two items alike means two all the same.
    for (let again = 2; this.#final.has(item); again++) item = `${this.item(id)}#${again}`;
    const { text, before } = unrepeated(this.#before, said);
    this.#before = before;
    const shown = this.#close(item);
    if (id === null) this.#unnamed++;
    this.#final.set(item, said);
    if (this.#final.size > REMEMBERED) this.#final.delete(this.#final.keys().next().value!);
    return text === '' && !shown ? null : { type: 'completed', item, text };
  }

  /** The item whose final text will not come; null where the service does not name one. */
  failed(id: string | null): string | null {
    const item = this.item(id);
    const known = this.#close(item);
    if (id === null) this.#unnamed++;
    return id === null && !known ? null : item;
  }

  /** Its name in the session. One that the service does not name is the one that was not named before, until it ends. */
  item(id: string | null): string {
    return `${this.#connection}/${id ?? `unnamed ${this.#unnamed}`}`;
  }

  #close(item: string): boolean {
    return this.#open.delete(item);
  }
}
