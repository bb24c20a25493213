import { electronBinary } from './electron.mjs';
import { install } from './install.mjs';
import { root, toolEnvironment } from './node.mjs';
import { run } from './run.mjs';

/**
 * `npm run test:electron`: the window's specs and the security of the app, in Electron itself. Where its program is not
 * on the machine, it says so, sees that the specs load, and tests the code round Electron on the typed double of it;
 * with `--required` it fails there. What else is said goes to Playwright.
 */
const words = process.argv.slice(2).filter((word) => word !== '--required');
const steps = electronBinary()
  ? ['node build/build.ts', `playwright test -c tests/electron ${words.join(' ')}`]
  : ['playwright test -c tests/electron --list', 'vitest run --project unit tests/unit/hosts/electron'];

try {
  await install();
  if (!electronBinary()) {
    const missing = 'Electron’s program is not on this machine (npx install-electron fetches it)';
    if (process.argv.includes('--required')) throw new Error(`${missing}.`);
    console.log(`${missing}: NOT run in Electron. What follows runs on its typed double.`);
  }
  for (const step of steps) {
    const code = await run(step, [], { cwd: root, env: toolEnvironment(), shell: true });
    if (code !== 0) throw new Error(`${step} ended with ${code}.`);
  }
  if (!electronBinary()) console.log('On its typed double all is well; Electron itself was NOT run.');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
