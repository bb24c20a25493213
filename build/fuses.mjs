import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { root } from './node.mjs';

/** Reads the fuses back from what was packed into out/, and fails where one stands otherwise than electron-builder.yml says. */
const yaml = createRequire(join(root, 'node_modules/app-builder-lib/package.json'))('js-yaml');
const { electronFuses } = yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
const wanted = Object.entries(electronFuses).map(([name, on]) => [name[0].toUpperCase() + name.slice(1), on]);
const places = ['mac*/Lectern.app', 'win*unpacked/Lectern.exe', 'linux*unpacked/lectern'];
const programs = globSync(places, { cwd: join(root, 'out') });
if (programs.length === 0) throw new Error('nothing has been packed into out/');

for (const program of programs) {
  const wire = await getCurrentFuseWire(join(root, 'out', program));
  const wrong = wanted.filter(
    ([name, on]) => wire[FuseV1Options[name]] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
  );
  if (wrong.length > 0) throw new Error(`${program}: ${wrong.map(([name]) => name).join(', ')}`);
  console.log(`${program}: all ${wanted.length} fuses are as they should be`);
}
