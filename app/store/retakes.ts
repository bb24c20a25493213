import * as v from 'valibot';
import type { Database } from './database.ts';

/** What was made more than once: numbers of further takes, by the key of the first. A number is never given twice. */
export interface Retakes {
  /** In order; those that were discarded, or never came, are among them. */
  of(first: string): number[];
  /** Of every first, in no order. */
  all(): Map<string, number[]>;
  /** Gives out the next number. */
  next(first: string): number;
}

const rowShape = v.object({ number: v.number() });
const allShape = v.object({ first: v.string(), number: v.number() });

export function createRetakes(database: Database): Retakes {
  const of = (first: string) =>
    database
      .all(rowShape, 'SELECT number FROM retakes WHERE first = ? ORDER BY number', first)
      .map(({ number }) => number);
  return {
    of,
    all() {
      const numbers = new Map<string, number[]>();
      for (const { first, number } of database.all(allShape, 'SELECT first, number FROM retakes')) {
        numbers.set(first, [...(numbers.get(first) ?? []), number]);
      }
      return numbers;
    },
    next: (first) =>
      database.write(() => {
        const number = (of(first).at(-1) ?? 0) + 1;
        database.run('INSERT INTO retakes (first, number) VALUES (?, ?)', first, number);
        return number;
      }),
  };
}
