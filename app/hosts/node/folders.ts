import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** What a host reads of its surroundings; nothing else in Lectern reads the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the library, the takes and the settings live, whichever host opens them: `LECTERN_DATA` where set, else the
 * place that the platform has for an application's own data (XDG base directories, Application Support, Local AppData).
 */
export function dataFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  const own = environment['LECTERN_DATA'];
  if (own) return resolve(own);
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Lectern');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(homedir(), 'AppData/Local'), 'Lectern');
  const share = environment['XDG_DATA_HOME'] ?? '';
  // The specification has relative ones ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  return join(isAbsolute(share) ? share : join(homedir(), '.local/share'), 'lectern');
}

/** Where the web host puts exports, since a browser page has no save dialog of ours: `LECTERN_EXPORTS`, else `~/Lectern`. */
export function exportFolder(environment: Environment): string {
  return resolve(environment['LECTERN_EXPORTS'] || join(homedir(), 'Lectern'));
}
