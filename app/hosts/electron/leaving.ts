import { app, BrowserWindow } from 'electron';

/** What is not wound up by then is given up, in ms: nobody wants to wait for an app that was told to go. */
const CLOSES_WITHIN = 10_000;

/** The way out of the app, in order. */
export interface Leaving {
  /** What is wound up before the process goes: an export under way, the library. */
  first(close: () => Promise<void>): void;
  /** Winds up, and does something else then than quit: `last` sees to it that the process goes. */
  go(last: () => void): void;
}

export function leaveInOrder(): Leaving {
  let close: () => Promise<void> = async () => undefined;
  let last = () => app.quit();
  let leaving = false;
  let closed = false;
  const go = () => {
    if (leaving) return;
    leaving = true;
    const end = () => {
      if (closed) return;
      closed = true;
      last();
    };
    setTimeout(end, CLOSES_WITHIN).unref();
    close().then(end, end);
  };
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    go();
  });
  return {
    first: (closing) => void (close = closing),
    go(instead) {
      if (leaving) return;
      last = instead;
      // Nothing answers their pages any more.
      for (const window of BrowserWindow.getAllWindows()) window.hide();
      go();
    },
  };
}
