import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { Wire } from '../../ipc/wire.ts';
import { CONTRACT } from './channels.ts';
import { isOwnPage } from './origin.ts';

/** Did this come from the main frame of our own page in that window? An iframe or another page has no say. */
export function fromOwnPage(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, window: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === window && frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Calls once, when the page that a window shows makes room for another one, be it the same anew, or is gone. */
export function whenPageGone(window: WebContents, gone: () => void): void {
  const over = () => {
    window.off('destroyed', over).off('render-process-gone', over).off('did-start-navigation', leave);
    gone();
  };
  const leave = ({ isMainFrame, isSameDocument }: { isMainFrame: boolean; isSameDocument: boolean }) => {
    if (isMainFrame && !isSameDocument) over();
  };
  window.on('destroyed', over).on('render-process-gone', over).on('did-start-navigation', leave);
}

/**
 * The contract's wire to the page that a window shows. It ends with that page: another one in its place counts its calls
 * from 0 again and must not get this one's replies. A message from anywhere else is dropped.
 */
export function passage(window: WebContents): Wire {
  let open = true;
  const closers = new Set<() => void>();
  whenPageGone(window, () => {
    open = false;
    closers.forEach((closer) => closer());
    closers.clear();
  });

  return {
    send(message) {
      if (open && !window.isDestroyed()) window.send(CONTRACT, message);
    },
    receive(listener) {
      const hear = (event: IpcMainEvent, message: unknown) => {
        if (open && fromOwnPage(event, window)) listener(message);
      };
      const stop = () => void ipcMain.off(CONTRACT, hear);
      ipcMain.on(CONTRACT, hear);
      closers.add(stop);
      return stop;
    },
    closed: (listener) => void closers.add(listener),
  };
}
