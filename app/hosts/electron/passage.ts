import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { Wire } from '../../ipc/wire.ts';
import { CONTRACT } from './channels.ts';
import { isOwnPage } from './origin.ts';

/** Did this come from the main frame of our own page in that window? An iframe or another page has no say. */
export function fromOwnPage(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, window: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === window && frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/**
 * The contract's wire to the page that a window shows. It ends with that page: another one in its place, be it the
 * same anew, counts its calls from 0 again and must not get this one's replies. A message from anywhere else is dropped.
 */
export function passage(window: WebContents): Wire {
  let open = true;
  const closers = new Set<() => void>();
  const close = () => {
    open = false;
    window.off('destroyed', close).off('render-process-gone', close).off('did-start-navigation', leave);
    closers.forEach((closer) => closer());
    closers.clear();
  };
  const leave = ({ isMainFrame, isSameDocument }: { isMainFrame: boolean; isSameDocument: boolean }) => {
    if (isMainFrame && !isSameDocument) close();
  };
  window.on('destroyed', close).on('render-process-gone', close).on('did-start-navigation', leave);

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
