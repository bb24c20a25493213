import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, dialog, shell, systemPreferences } from 'electron';
import type { Desktop, Host, Updates } from '../../studio/host.ts';
import { baseUrl } from '../node/base-url.ts';
import { dataFolder, type Environment } from '../node/folders.ts';
import { fileLog, fileRecords } from '../node/log.ts';
import { isDocument } from './desktop/documents.ts';
import { electronRoads } from './roads.ts';
import { keychainSecrets } from './secrets.ts';
import { startSpeechService } from './speech-service.ts';
import type { Tickets } from './tickets.ts';

interface Needs {
  /** Folder of the built programs. */
  programs: string;
  environment: Environment;
  tickets: Pick<Tickets, 'redeem'>;
  desktop: Desktop;
  /** Left out where this copy does not renew itself. */
  updates?: Updates | undefined;
}

/** What Electron lends to the studio, once it is ready. */
export function electronHost({ programs, environment, tickets, desktop, updates }: Needs): Host {
  // The same library as in the other hosts; what Chromium keeps for itself stays in Electron's own folder.
  const data = dataFolder(environment);
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
    startSpeechService: (port) => startSpeechService(join(programs, 'speech-service.js'), environment, port),
    redeem(ticket) {
      const file = tickets.redeem(ticket);
      // The desktop's own list of recent documents; on Linux it keeps none for an app.
      if (file && isDocument(file.path)) app.addRecentDocument(file.path);
      return file;
    },
    destination,
    reveal: async (path) => shell.showItemInFolder(path),
    records: fileRecords(data),
    roads: electronRoads(),
    log: fileLog(data),
    microphoneAllowed,
    desktop,
    ...(updates ? { updates } : {}),
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

/** macOS asks the person, once; the sentence that it shows is in electron-builder.yml. */
async function microphoneAllowed(): Promise<boolean> {
  return process.platform !== 'darwin' || systemPreferences.askForMediaAccess('microphone');
}

/** The system's loader reads no archive: a binding lies beside it. */
const unpacked = (path: string) => path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');
