import type { Handlers, Listen } from '../ipc/shapes.ts';
import type { Budget } from '../model/money.ts';
import { Problem } from '../model/problem.ts';
import { EVERYBODY, type Receipts } from '../store/receipts.ts';
import { spare } from '../store/spare.ts';
import type { Purse } from '../synthesis/narrator.ts';
import { priceOf } from '../together/catalog/catalog.ts';
import type { Receipt } from '../together/http/receipt.ts';
import { createNews } from './news.ts';

/** Keeps the receipts, and holds what is bought to the limits that a person set. */
interface OpenPurse extends Purse {
  readonly handlers: Handlers['money'];
  /** US dollars. */
  spentThisMonth(): number;
  /** Tells that something was spent, or a limit was changed; who wants to know how much asks. */
  readonly changed: Listen<{ project: string | null }>;
  /** Takes note of what a request came to. */
  keep(receipt: Receipt): void;
}

/** `clock` tells the ms since 1970. */
export function createPurse(receipts: Receipts, clock: () => number): OpenPurse {
  const news = createNews<{ project: string | null }>();
  const under = createUnderWay();
  /** Receipts that the library had no room for yet; they are kept with the next. */
  const unkept: Parameters<Receipts['add']>[0][] = [];
  const budget = (project: string): Budget => ({
    project,
    spent: { project: receipts.spentBy(project), month: receipts.spentSince(startOfMonth(clock())) },
    caps: { project: receipts.cap(project), month: receipts.cap(EVERYBODY) },
  });
  const check = (cap: keyof Budget['caps'], account: string, cost: number, underWay: number) => {
    const { spent, caps } = budget(account);
    const dollars = caps[cap];
    if (dollars === null || spent[cap] + underWay + cost <= dollars) return;
    throw new Problem('budget-reached', 'it would cost more than may be spent', { details: { cap, dollars } });
  };

  return {
    changed: news.listen,
    spentThisMonth: () => receipts.spentSince(startOfMonth(clock())),
    open({ spoken, voice }, account) {
      const cost = (spoken.length * (priceOf(voice.model) ?? 0)) / 1e6;
      if (cost === 0) return () => undefined;
      const name = account ?? EVERYBODY;
      if (account !== null) check('project', account, cost, under.of(name));
      check('month', name, cost, under.all());
      return under.begin(name, cost);
    },
    keep(receipt) {
      const { model, way, seconds, cost } = receipt;
      const account = 'account' in receipt ? receipt.account : null;
      const characters = 'characters' in receipt ? receipt.characters : 0;
      unkept.push({ account, model, way, characters, seconds, cost });
      while (unkept[0] && spare(() => receipts.add(unkept[0]!))) unkept.shift();
      under.paid(account ?? EVERYBODY, cost ?? 0);
      news.tell({ project: account });
    },
    handlers: {
      budget: ({ project }) => budget(project),
      limit({ project, dollars }) {
        receipts.setCap(project ?? EVERYBODY, dollars);
        news.tell({ project });
      },
    },
  };
}

/** US dollars of what is being bought and on no receipt yet, by account: a receipt comes before a purchase is over. */
function createUnderWay() {
  const accounts = new Map<string, { open: number; due: number; early: number }>();
  return {
    of: (name: string): number => accounts.get(name)?.due ?? 0,
    all: (): number => accounts.values().reduce((sum, { due }) => sum + due, 0),
    /** Answers what ends it. */
    begin(name: string, cost: number): () => void {
      const own = accounts.get(name) ?? { open: 0, due: 0, early: 0 };
      accounts.set(name, own);
      own.open += 1;
      own.due += cost;
      return () => {
        const paid = Math.min(own.early, cost);
        own.early -= paid;
        own.due -= cost - paid;
        own.open -= 1;
        // Sums of fractions are never quite nothing.
        if (own.open === 0) accounts.delete(name);
      };
    },
    paid(name: string, cost: number): void {
      const own = accounts.get(name);
      if (!own) return;
      const due = Math.min(own.due, cost);
      own.due -= due;
      own.early += due;
    },
  };
}

/** By the calendar on the wall. */
const startOfMonth = (now: number) => new Date(new Date(now).setHours(0, 0, 0, 0)).setDate(1);
