import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CONTRACT, LEND, ORDERS } from './channels.ts';

/** All that the page can reach: messages of the contract, tickets for files that a person picked, the menu's orders. */
const lectern = {
  send: (message: unknown): void => ipcRenderer.send(CONTRACT, message),
  receive(listener: (message: unknown) => void): () => void {
    // The event itself stays here: it would hand the page a sender.
    const hear = (_event: unknown, message: unknown) => listener(message);
    ipcRenderer.on(CONTRACT, hear);
    return () => ipcRenderer.off(CONTRACT, hear);
  },
  /** Hears the orders of menu and desktop; those that came before anybody listened follow at once. */
  orders(listener: (order: unknown) => void): () => void {
    const hear = (_event: unknown, order: unknown) => listener(order);
    ipcRenderer.on(ORDERS, hear);
    ipcRenderer.send(ORDERS);
    return () => ipcRenderer.off(ORDERS, hear);
  },
  /** Only a real File has a path: one that the page makes up has none, and gets no ticket. */
  lend: (file: File): Promise<string> => ipcRenderer.invoke(LEND, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld('lectern', lectern);
