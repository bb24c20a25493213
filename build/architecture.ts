import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machinesOf } from './machine.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Fails where out/ holds a package without sound, or with sound for another machine than this one, which packed it. */
const wanted = `${process.platform}-${process.arch}`;
const folders = globSync('*/**/app.asar.unpacked/dist/main', { cwd: join(root, 'out') });
if (folders.length === 0) throw new Error('nothing has been packed into out/');

for (const folder of folders) {
  const files = globSync('*portaudio*.{node,dll,dylib,so.2}', { cwd: join(root, 'out', folder) });
  if (files.length < 2) throw new Error(`${folder}: the binding and its library are not both there`);
  for (const name of files) {
    const machines = machinesOf(join(root, 'out', folder, name));
    if (!machines.includes(wanted))
      throw new Error(`${folder}/${name} is for ${machines.join(', ')}, not for ${wanted}`);
    console.log(`${folder}/${name}: ${machines.join(', ')}`);
  }
}
