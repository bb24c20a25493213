import type { Listen } from '../ipc/shapes.ts';

/** A source of news: `tell` passes a value to whoever listens at that moment. */
export interface News<Value> {
  readonly tell: (value: Value) => void;
  readonly listen: Listen<Value>;
}

export function createNews<Value>(): News<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    tell: (value) => listeners.forEach((listener) => listener(value)),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
