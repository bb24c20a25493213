import { expect, test, vi } from 'vitest';
import type { Order } from '../../../app/model/order.ts';
import { obey } from '../../../renderer/orders.ts';

/** What comes of orders, with a dialog open or none. */
function obeyed(orders: readonly Order[], dialog: object | null = null): unknown[] {
  vi.stubGlobal('document', { querySelector: () => dialog });
  const done: unknown[] = [];
  const note =
    (name: string) =>
    (...said: unknown[]) =>
      void done.push([name, ...said]);
  const verbs = ['toggle', 'skip', 'hurry', 'open', 'export', 'settings', 'take', 'revived'] as const;
  const noting = Object.fromEntries(verbs.map((verb) => [verb, note(verb)])) as unknown as Parameters<typeof obey>[1];
  for (const order of orders) obey(order, noting);
  vi.unstubAllGlobals();
  return done;
}

const handed = { do: 'import', documents: [{ ticket: '1', name: 'a.epub' }] } satisfies Order;
const others: Order[] = [
  { do: 'toggle' },
  { do: 'skip', by: -1, unit: 'chapter' },
  { do: 'hurry', by: 1 },
  { do: 'export' },
  { do: 'settings' },
];

test('each order is one of the window’s verbs', () => {
  expect(obeyed([handed, ...others])).toEqual([
    ['take', handed.documents],
    ['toggle'],
    ['skip', -1, 'chapter'],
    ['hurry', 1],
    ['export'],
    ['settings'],
  ]);
});

test('while a dialog is open, documents join the queue, news is told, and nothing else happens', () => {
  expect(obeyed([handed, ...others, { do: 'revived' }], {})).toEqual([['take', handed.documents], ['revived']]);
});
