import { ipcMain, type WebContents } from 'electron';
import type { Order } from '../../../model/order.ts';
import { ORDERS } from '../channels.ts';
import { fromOwnPage, whenPageGone } from '../passage.ts';

/**
 * Carries orders to the page of the studio's window. A document waits until a page listens, and so does the news that
 * the page is a new one; whatever else is asked for while there is none was meant for something that is not on the
 * screen, and is dropped.
 */
export function carryOrders(windows: () => WebContents[]): (order: Order) => void {
  const waiting: Order[] = [];
  let listening: WebContents | null = null;
  ipcMain.on(ORDERS, (event) => {
    const window = windows().find((one) => fromOwnPage(event, one));
    if (!window) return;
    if (listening !== window) whenPageGone(window, () => listening === window && (listening = null));
    listening = window;
    for (const order of waiting.splice(0)) window.send(ORDERS, order);
  });
  return (order) => {
    if (listening) listening.send(ORDERS, order);
    else if (order.do === 'import' || order.do === 'revived') waiting.push(order);
  };
}
