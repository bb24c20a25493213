import * as v from 'valibot';
import type { Database } from './database.ts';

/** What a request came to. */
interface ReceiptRow {
  /** Whose it was; null where nobody said. */
  account: string | null;
  model: string;
  way: string;
  characters: number;
  seconds: number | null;
  /** US dollars; null where no price is published. */
  cost: number | null;
}

/** What was spent, and what may be. */
export interface Receipts {
  add(receipt: ReceiptRow): void;
  /** US dollars that an account has spent so far. */
  spentBy(account: string): number;
  /** US dollars that all have spent since a moment, in ms since 1970. */
  spentSince(moment: number): number;
  /** US dollars that a second of speech has cost on average, of what was paid for; 0 where nothing was. */
  perSecond(): number;
  /** US dollars that an account may spend in all; of `EVERYBODY`, all in a month. Null for no limit. */
  cap(account: string): number | null;
  setCap(account: string, dollars: number | null): void;
}

/** The account of the cap that holds for all together. */
export const EVERYBODY = '';

const sumShape = v.object({ dollars: v.number() });

/** `clock` tells the ms since 1970. */
export function createReceipts(database: Database, clock: () => number): Receipts {
  const sum = (where: string, value: string | number) =>
    database.one(sumShape, `SELECT coalesce(sum(cost), 0.0) AS dollars FROM receipts WHERE ${where}`, value)!.dollars;
  return {
    add({ account, model, way, characters, seconds, cost }) {
      const sql =
        'INSERT INTO receipts (account, model, way, characters, seconds, cost, moment) VALUES (?, ?, ?, ?, ?, ?, ?)';
      database.run(sql, account, model, way, characters, seconds, cost, clock());
    },
    spentBy: (account) => sum('account = ?', account),
    spentSince: (moment) => sum('moment >= ?', moment),
    perSecond: () =>
      database.one(
        sumShape,
        `SELECT coalesce(sum(cost) / sum(seconds), 0.0) AS dollars FROM receipts
         WHERE cost > 0 AND seconds > 0 AND characters > 0`,
      )!.dollars,
    cap: (account) => database.one(sumShape, 'SELECT dollars FROM caps WHERE account = ?', account)?.dollars ?? null,
    setCap(account, dollars) {
      if (dollars === null) database.run('DELETE FROM caps WHERE account = ?', account);
      else {
        const sql =
          'INSERT INTO caps (account, dollars) VALUES (?, ?) ON CONFLICT DO UPDATE SET dollars = excluded.dollars';
        database.run(sql, account, dollars);
      }
    },
  };
}
