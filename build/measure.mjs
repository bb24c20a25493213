import { installDebianPackages } from './debian.mjs';
import { install } from './install.mjs';
import { modernNode, root, toolEnvironment } from './node.mjs';
import { run } from './run.mjs';

/** The long runs, by their names in package.json. */
const scripts = { bench: 'tests/bench/bench.ts', soak: 'tests/soak/soak.ts' };

/**
 * `npm run bench` and `npm run soak`: installs what is missing, builds the window, and runs the script with what else
 * was said. Without what Debian would have to install, it measures what it can.
 */
const [name, ...words] = process.argv.slice(2);
try {
  await install();
  await installDebianPackages({ beside: name === 'bench' }).catch((error) =>
    process.stderr.write(`${error.message}\n`),
  );
  const options = { cwd: root, env: toolEnvironment() };
  const node = (...args) => run(modernNode(), ['--disable-warning=ExperimentalWarning', ...args], options);
  const code = await node('build/build.ts');
  if (code !== 0) throw new Error('the window could not be built.');
  process.exitCode = await node(scripts[name], ...words);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
