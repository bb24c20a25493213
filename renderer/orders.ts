import type { HandedDocument, Order } from '../app/model/order.ts';
import type { Verbs } from './keys.ts';

interface Obedient extends Verbs {
  settings(): void;
  revived(): void;
  take(documents: readonly HandedDocument[]): void;
}

/** Does what a menu or the desktop asks; documents and news always, anything else as keys do: not while a dialog is open. */
export function obey(order: Order, verbs: Obedient): void {
  if (order.do === 'import') return verbs.take(order.documents);
  if (order.do === 'revived') return verbs.revived();
  if (document.querySelector('dialog[open]')) return;
  switch (order.do) {
    case 'skip':
      return verbs.skip(order.by, order.unit);
    case 'hurry':
      return verbs.hurry(order.by);
    default:
      return verbs[order.do]();
  }
}
