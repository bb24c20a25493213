/** Far more than the keys that are looked at together. */
const SLOTS = 256;

/** What the readers of some keys hear. */
class Change {
  count = $state.raw(0);
}

/**
 * A map whose readers hear of changes, key by key. Unlike SvelteMap it costs nothing for the keys that nobody looks
 * at: of a long script that is nearly all. Those that are looked at share what they hear with a few others. It is made
 * beforehand, as a reader does not hear of a state that it has made itself.
 */
export class Watched<Value> {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- as the one below; this class tells of its changes
  readonly #values = new Map<string, Value>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it holds what is reactive
  readonly #asked = new Map<string, Change>();
  readonly #slots = Array.from({ length: SLOTS }, () => new Change());

  get(key: string): Value | undefined {
    if ($effect.tracking()) {
      const change = this.#asked.get(key) ?? this.#slots[this.#asked.size % SLOTS]!;
      this.#asked.set(key, change);
      void change.count;
    }
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    this.#tell(key);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#tell(key);
  }

  keys(): string[] {
    return [...this.#values.keys()];
  }

  clear(): void {
    const keys = this.keys();
    this.#values.clear();
    keys.forEach((key) => this.#tell(key));
  }

  #tell(key: string): void {
    const change = this.#asked.get(key);
    if (change) change.count++;
  }
}
