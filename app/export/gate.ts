import { once } from 'node:events';

/** Holds work up for as long as it is shut. */
export interface Gate {
  readonly shut: boolean;
  close(): void;
  open(): void;
  /** Settles while the gate is open; rejects with the signal's AbortError. */
  pass(signal: AbortSignal): Promise<void>;
}

export function createGate(): Gate {
  let opening = new AbortController();
  let shut = false;
  return {
    get shut() {
      return shut;
    },
    close() {
      if (shut) return;
      shut = true;
      opening = new AbortController();
    },
    open() {
      shut = false;
      opening.abort();
    },
    async pass(signal) {
      while (shut && !signal.aborted) await once(AbortSignal.any([opening.signal, signal]), 'abort');
      signal.throwIfAborted();
    },
  };
}
