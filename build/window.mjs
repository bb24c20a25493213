import { join } from 'node:path';
import { electronBinary } from './electron.mjs';
import { install } from './install.mjs';
import { lecternProgram, modernNode, root, toolEnvironment } from './node.mjs';
import { run } from './run.mjs';

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
  const { command, args, env } = lecternProgram(['serve', '--open'], { built: true });
  return run(command, args, { cwd: root, env });
}
