import { randomUUID } from 'node:crypto';
import { basename, isAbsolute } from 'node:path';
import { ipcMain, type WebContents } from 'electron';
import type { HandedDocument } from '../../model/order.ts';
import type { LentFile } from '../../studio/host.ts';
import { LEND } from './channels.ts';
import { fromOwnPage } from './passage.ts';

/** Files that a person picked or dropped in a window, by ticket: the page itself never names a path. */
export interface Tickets {
  redeem(ticket: string): LentFile | null;
  /** Tickets for what a person chose in a dialog of ours or in the desktop. */
  lend(paths: readonly string[]): HandedDocument[];
}

/**
 * Answers the windows' pages, and nobody else. What is no file of this machine, such as one that a page made up, gets a
 * ticket that stands for nothing: whoever redeems it then says so in the contract's way.
 */
export function lendFiles(windows: () => WebContents[]): Tickets {
  const files = new Map<string, LentFile>();
  const lend = (path: string | null) => {
    const ticket = randomUUID();
    if (path !== null) files.set(ticket, { path, name: basename(path) });
    return ticket;
  };
  ipcMain.handle(LEND, (event, path: unknown) => {
    if (!windows().some((window) => fromOwnPage(event, window))) throw new Error('not from a window of ours');
    return lend(typeof path === 'string' && isAbsolute(path) ? path : null);
  });
  return {
    redeem: (ticket) => files.get(ticket) ?? null,
    lend: (paths) => paths.map((path) => ({ ticket: lend(path), name: basename(path) })),
  };
}
