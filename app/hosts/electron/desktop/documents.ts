import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, dialog } from 'electron';
import * as v from 'valibot';

/** Endings of what Lectern reads; the packages offer Lectern for these, and no command line names any other. */
export const ENDINGS: readonly string[] = [
  ...['epub', 'docx', 'odt', 'rtf', 'pdf', 'html', 'htm', 'xhtml', 'md', 'markdown', 'txt', 'text', 'srt', 'vtt'],
];

export const isDocument = (path: string) => ENDINGS.includes(extname(path).slice(1).toLowerCase());

/** A URL; a drive of Windows has one letter. */
const URL_LIKE = /^[a-z][a-z\d+.-]+:/i;

/**
 * Absolute paths of the documents that a command line names; file managers on Linux may say `file:` URLs. Any other URL
 * names none: a link to `lectern:` opens the app, whatever stands in it.
 */
export function namedDocuments(words: readonly string[], folder: string): string[] {
  return words.flatMap((word) => {
    if (word.startsWith('-')) return [];
    const path = URL_LIKE.test(word) ? pathOf(word) : resolve(folder, word);
    return path !== null && isDocument(path) ? [path] : [];
  });
}

function pathOf(url: string): string | null {
  if (!url.toLowerCase().startsWith('file:')) return null;
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}

type Take = (paths: readonly string[]) => void;

const lockShape = v.object({ documents: v.array(v.string()) });

/**
 * Becomes the one Lectern on this desktop and hears of every document that is opened with it: named on its command
 * line, on that of a second Lectern, or dropped on its icon. Answers null where another one runs already, which then
 * has been told. Must be called before the app is ready, since macOS tells before that; what comes early waits for
 * `take`, which is called once at the start in any case, and with nothing where a Lectern was started a second time.
 */
export function receiveDocuments(named: readonly string[]): ((take: Take) => void) | null {
  if (!app.requestSingleInstanceLock({ documents: named })) return null;
  const early: (readonly string[])[] = [named];
  let hand: Take = (paths) => void early.push(paths);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    hand([path]);
  });
  // A link to `lectern:`; what else stands in it is nobody's order.
  app.on('open-url', (event) => {
    event.preventDefault();
    hand([]);
  });
  // Chromium rewrites the second one's command line; what it sent beside it came as it was.
  app.on('second-instance', (_event, _words, _folder, sent) => {
    const told = v.safeParse(lockShape, sent);
    hand(told.success ? told.output.documents.filter(isDocument) : []);
  });
  return (take) => {
    hand = take;
    for (const paths of early.splice(0)) take(paths);
  };
}

/** Asks a person for documents; none where they chose none. */
export async function chooseDocuments(window: BrowserWindow | null): Promise<string[]> {
  const options: Electron.OpenDialogOptions = {
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'Documents', extensions: [...ENDINGS] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths;
}
