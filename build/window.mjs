import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { lecternProgram, modernNode, root, toolEnvironment } from './node.mjs';
import { run } from './run.mjs';

/** Where the program lies in Electron's folder, as Electron's own package has it. */
const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** Builds Lectern and opens it: in Electron where its binary is, otherwise in the browser. */
try {
  await install();
  const built = await run(modernNode(), [join(root, 'build/build.ts')], {
    cwd: root,
    env: toolEnvironment(),
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (built !== 0) throw new Error(`the build ended with ${built}; the lines above say why.`);
  const electron = electronBinary();
  if (electron) process.exitCode = await run(electron, [root], { cwd: root });
  else process.exitCode = await openWebHost();
} catch (error) {
  process.stderr.write(`lectern: ${error.message}\n`);
  process.exitCode = 1;
}

function openWebHost() {
  process.stderr.write(
    'Electron’s program is not on this machine (npx install-electron fetches it): opening in the browser instead.\n',
  );
  const { command, args, env } = lecternProgram(['serve', '--open']);
  return run(command, args, { cwd: root, env });
}

/** Path of Electron's program, or null. Requiring the package itself would try to download it. */
function electronBinary() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const binary = join(folder, programs[process.platform] ?? 'electron');
  return existsSync(binary) ? binary : null;
}
