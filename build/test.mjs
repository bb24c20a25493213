import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { install } from './install.mjs';
import { root, toolEnvironment } from './node.mjs';
import { run } from './run.mjs';

/**
 * `npm test`: installs what is missing and passes everything. `npm test -- unit lint` runs the named steps only.
 * Ends with `N passed, N failed`: each check counts as one, each test of a suite as itself.
 */
const results = join(root, 'test-results');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Two rows of checks, each for a core of a small machine. */
const checks = [
  ['types', 'format'],
  ['lint', 'layers', 'unused'],
];
/**
 * One after the other; those of a row side by side. Sound is mostly waiting for its own time, and where its threads may
 * come first nothing makes it late.
 */
const soundComesFirst = spawnSync('chrt', ['--rr', '1', 'true']).status === 0;
const suites = [
  ['unit'],
  ['renderer'],
  ...(soundComesFirst ? [['integration', 'audio']] : [['integration'], ['audio']]),
];
suites.push(['packaging']);
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

const named = process.argv.slice(2);
const wanted = (step) => named.length === 0 || named.includes(step);

try {
  await install();
  await installDebianPackages();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  await Promise.all(checks.map(inOrder));
  const browser = wanted('browser');
  if (browser || wanted('packaging') || wanted('integration')) await check('build');
  for (const row of suites) await Promise.all(row.filter(wanted).map(vitest));
  if (browser) await playwright();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  failures.push('setting up');
  counts.failed += 1;
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
if (counts.skipped > 0) console.log(`Skipped: ${counts.skipped} (each says why above)`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

/** A command line in the checkout, with its tools and its Node first on the PATH. */
function tool(command, extra = {}) {
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  return run(command, [], { cwd: root, env: { ...toolEnvironment(), ...plain, ...extra }, shell: true });
}

async function inOrder(steps) {
  for (const step of steps) if (wanted(step)) await check(step);
}

/** A script of package.json that passes or fails as a whole. */
async function check(step) {
  const started = performance.now();
  const code = await tool(scripts[step]);
  tally(step, code === 0 ? { passed: 1 } : { failed: 1 }, started);
}

async function vitest(suite) {
  const started = performance.now();
  const report = join(results, `${suite}.json`);
  const reporters = `--reporter=default --reporter=json --outputFile.json=${report}`;
  const code = await tool(`vitest run --project ${suite} ${reporters}`);
  tally(
    suite,
    counted(code, report, (json) => [json.numPassedTests, json.numFailedTests, json.numPendingTests]),
    started,
  );
}

async function playwright() {
  const started = performance.now();
  const report = join(results, 'browser.json');
  const code = await tool('playwright test', { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const numbers = (json) => [json.stats.expected + json.stats.flaky, json.stats.unexpected, json.stats.skipped];
  tally('browser', counted(code, report, numbers), started);
}

/** A suite that dies without a report, or runs nothing, has failed. */
function counted(code, report, numbers) {
  try {
    const [passed, failed, skipped] = numbers(JSON.parse(readFileSync(report, 'utf8')));
    return { passed, failed: code !== 0 || passed === 0 ? Math.max(1, failed) : failed, skipped };
  } catch {
    return { failed: 1 };
  }
}

function tally(step, { passed = 0, failed = 0, skipped = 0 }, started) {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
  if (failed > 0) failures.push(step);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${failed > 0 ? '✗' : '✓'} ${step}: ${passed} passed, ${failed} failed (${seconds} s)`);
}
