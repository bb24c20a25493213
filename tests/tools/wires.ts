import type { Wire } from '../../app/ipc/wire.ts';

/** Two ends of one passage in memory; messages are cloned, as a process border would, and arrive in order. */
export function pairOfWires(): { app: Wire; window: Wire; cut(): void } {
  const ends = { app: createEnd(), window: createEnd() };
  const wire = (own: End, other: End): Wire => ({
    send: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => other.listeners.forEach((listener) => listener(copy)));
    },
    receive(listener) {
      own.listeners.add(listener);
      return () => own.listeners.delete(listener);
    },
    closed: (listener) => void own.closers.add(listener),
  });
  return {
    app: wire(ends.app, ends.window),
    window: wire(ends.window, ends.app),
    cut: () => [ends.app, ends.window].forEach(({ closers }) => closers.forEach((closer) => closer())),
  };
}

interface End {
  listeners: Set<(message: unknown) => void>;
  closers: Set<() => void>;
}

const createEnd = (): End => ({ listeners: new Set(), closers: new Set() });
