import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
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

export type Platform = 'linux' | 'mac' | 'win';

const plist = (executable: string) => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>
`;

/** What tests use of the library with which electron-builder edits programs for Windows. */
export interface Resedit {
  NtExecutable: {
    createEmpty(is32Bit: boolean, isDll: boolean): Executable;
    from(bytes: Buffer): Executable;
  };
  NtExecutableResource: { from(executable: Executable): Resources };
  Resource: {
    VersionInfo: { createEmpty(): Version };
    IconGroupEntry: { fromEntries(entries: ResourceEntry[]): { icons: { width: number }[] }[] };
  };
}
interface Executable {
  generate(): ArrayBuffer;
}
interface ResourceEntry {
  type: string | number;
  id: string | number;
  bin: ArrayBuffer;
}
interface Resources {
  entries: ResourceEntry[];
  outputResource(executable: Executable): void;
}
interface Version {
  lang: number;
  setStringValues(language: { lang: number; codepage: number }, values: Record<string, string>): void;
  outputToResourceEntries(entries: ResourceEntry[]): void;
}

const builder = createRequire(join(process.cwd(), 'node_modules/app-builder-lib/package.json'));
export const resedit = builder('resedit') as Resedit;

/** A program for Windows that does nothing; electron-builder writes icon, version and the archive's seal into it. */
function windowsProgram(): Buffer {
  const program = resedit.NtExecutable.createEmpty(false, false);
  const resources = resedit.NtExecutableResource.from(program);
  const version = resedit.Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  // Its fuses are in a resource, which stays where it is when others are written.
  resources.entries.push({
    type: 'FUSES',
    id: 1,
    bin: Uint8Array.from(fuses).buffer,
    lang: 1033,
    codepage: 1200,
  } as ResourceEntry);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/** The files of an Electron that packing needs to find, without Electron in them: what is packed of it can't run. */
export async function placeElectron(folder: string, platform: Platform): Promise<string> {
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
  if (platform === 'win') {
    await put('electron.exe', windowsProgram());
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
