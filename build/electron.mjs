import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

/** Where the program lies in Electron's folder, as Electron's own package has it. */
const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** Path of Electron's program, or null. Requiring the package itself would try to download it. */
export function electronBinary() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const binary = join(folder, programs[process.platform] ?? 'electron');
  return existsSync(binary) ? binary : null;
}
