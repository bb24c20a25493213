import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * What @electron/fuses looks for in a binary: its mark, the wire's version and length, then a `0` a fuse.
 * https://github.com/electron/fuses
 */
const fuses = Buffer.concat([
  Buffer.alloc(64),
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('0'.repeat(9)),
  Buffer.alloc(64),
]);

const plist = (executable: string) => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>
`;

/** The files of an Electron that packing needs to find, without Electron in them: what is packed of it can't run. */
export async function placeElectron(folder: string, platform: 'linux' | 'mac'): Promise<string> {
  const put = async (path: string, content: string | Buffer) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, 0o755);
  };
  if (platform === 'linux') {
    await put('electron', fuses);
    await put('LICENSE', '');
    await put('LICENSES.chromium.html', '');
    await put('resources/placeholder', '');
    return folder;
  }
  const contents = 'Electron.app/Contents';
  await put(`${contents}/Info.plist`, plist('Electron'));
  await put(`${contents}/MacOS/Electron`, '');
  await put(`${contents}/Resources/electron.icns`, '');
  await put(`${contents}/Frameworks/Electron Framework.framework/Electron Framework`, fuses);
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${kind}`;
    await put(`${contents}/Frameworks/${name}.app/Contents/Info.plist`, plist(name));
    await put(`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, '');
  }
  return folder;
}
