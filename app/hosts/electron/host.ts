import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, dialog, shell } from 'electron';
import type { Host } from '../../studio/host.ts';
import { baseUrl } from '../node/base-url.ts';
import { dataFolder, type Environment } from '../node/folders.ts';
import { fileLog } from '../node/log.ts';
import { keychainSecrets } from './secrets.ts';
import { startSpeechService } from './speech-service.ts';
import { lendFiles } from './tickets.ts';

/** What Electron lends to the studio, once it is ready. `programs` is the folder of the built ones. */
export function electronHost(programs: string, environment: Environment): Host {
  // The same library as in the other hosts; what Chromium keeps for itself stays in Electron's own folder.
  const data = dataFolder(environment);
  const windows = () => BrowserWindow.getAllWindows().map((window) => window.webContents);
  const tickets = lendFiles(windows);
  return {
    name: 'electron',
    version: app.getVersion(),
    data,
    baseUrl: baseUrl(environment),
    // Not the name that the hosts on plain Node use: theirs is not sealed.
    secrets: keychainSecrets(join(data, 'key.sealed')),
    documentWorker: pathToFileURL(join(programs, 'document-worker.js')),
    encodingWorker: pathToFileURL(join(programs, 'encoding-worker.js')),
    soundBinding: pathToFileURL(unpacked(join(programs, 'lectern_portaudio.node'))),
    startSpeechService: () => startSpeechService(join(programs, 'speech-service.js'), environment),
    redeem: (ticket) => tickets.redeem(ticket),
    destination,
    reveal: async (path) => shell.showItemInFolder(path),
    log: fileLog(data),
  };
}

async function destination(suggested: string): Promise<string | null> {
  const extension = parse(suggested).ext.slice(1);
  const options = {
    defaultPath: join(app.getPath('music'), suggested),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const window = BrowserWindow.getFocusedWindow();
  const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return filePath || null;
}

/** The system's loader reads no archive: a binding lies beside it. */
const unpacked = (path: string) => path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');
