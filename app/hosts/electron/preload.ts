import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CONTRACT, LEND } from './channels.ts';

/** All that the page can reach: messages of the contract, and tickets for files that a person picked or dropped. */
const lectern = {
  send: (message: unknown): void => ipcRenderer.send(CONTRACT, message),
  receive(listener: (message: unknown) => void): () => void {
    // The event itself stays here: it would hand the page a sender.
    const hear = (_event: unknown, message: unknown) => listener(message);
    ipcRenderer.on(CONTRACT, hear);
    return () => ipcRenderer.off(CONTRACT, hear);
  },
  /** Only a real File has a path: one that the page makes up has none, and gets no ticket. */
  lend: (file: File): Promise<string> => ipcRenderer.invoke(LEND, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld('lectern', lectern);
