import type { LiveContext } from './live-context.ts';

/** Together's limit for one connection. */
const MOST_CONTEXTS = 100;

/**
 * The contexts of one connection, and whom a message is for. Until the service names one of ours, it may be a service
 * that knows no contexts: there is room for one at a time then, and what names nobody is for that one.
 */
export class LiveRoster {
  readonly #contexts = new Map<string, LiveContext>();
  #named = false;

  /** Has the service named one of ours? */
  get named(): boolean {
    return this.#named;
  }

  get room(): boolean {
    return this.#contexts.size < (this.#named ? MOST_CONTEXTS : 1);
  }

  get size(): number {
    return this.#contexts.size;
  }

  get all(): LiveContext[] {
    return [...this.#contexts.values()];
  }

  add(context: LiveContext): void {
    this.#contexts.set(context.id, context);
  }

  /** False where it was not there any more. */
  remove(context: LiveContext): boolean {
    return this.#contexts.delete(context.id);
  }

  clear(): void {
    this.#contexts.clear();
  }

  /** Whom a message is for; null for nobody, or nobody any more. */
  of(id: string | null): LiveContext | null {
    const known = id === null ? undefined : this.#contexts.get(id);
    if (known) this.#named = true;
    if (known || this.#named) return known ?? null;
    const [only] = this.#contexts.values();
    return id === null || id === 'default' ? (only ?? null) : null;
  }
}
