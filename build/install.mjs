import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolEnvironment } from './node.mjs';
import { run } from './run.mjs';

const stamp = join(root, 'node_modules/.lectern-installed');

/**
 * Brings node_modules up to package-lock.json where it is not, and builds the sound binding where it can be built.
 * All it prints goes to stderr: the caller's stdout belongs to the program it is about to start.
 */
export async function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const present = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  const options = { cwd: root, stdio: ['ignore', process.stderr, process.stderr] };
  if (present !== wanted) {
    process.stderr.write('Installing what Lectern needs (about a minute, once)…\n');
    // Development tools are needed even where NODE_ENV=production: the window is built here.
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error'];
    const code = await run(npm, args, { ...options, shell: process.platform === 'win32' });
    if (code !== 0) throw new Error(`npm ci ended with ${code}; the lines above say why.`);
    linkCommand();
    writeFileSync(stamp, wanted);
  }
  await run(process.execPath, [join(root, 'build/native.mjs')], { ...options, env: toolEnvironment() });
}

/** npm links the commands of dependencies only; `npx lectern` in the checkout needs its own. */
function linkCommand() {
  if (process.platform === 'win32') return;
  const link = join(root, 'node_modules/.bin/lectern');
  rmSync(link, { force: true });
  symlinkSync('../../build/lectern.mjs', link);
}
