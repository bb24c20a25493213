/**
 * `npm run bench` runs every `*.bench.ts` of this folder, each in a process of its own and one after the other, and
 * prints what they report as one table, which is also left in test-results/bench.json; `npm run bench -- stream memory`
 * runs the named ones, and `--write` puts the table into BENCHMARKS.md. A bench is a script that calls `report` and
 * ends; it measures its peers in the same run, since figures of two runs do not compare.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, isReached, ratioOf } from './figure.ts';
import { markdown, rowOf } from './table.ts';
import { versions } from './versions.ts';

const ENDING = '.bench.ts';
const here = new URL('.', import.meta.url);
const root = new URL('../../', here);
/** What people ask about first. */
const ORDER = ['first-sound', 'gaps', 'commands', 'dictation', 'idle', 'import', 'export', 'client', 'stream'];
const { values, positionals: wanted } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true });

const rank = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
const all = readdirSync(here)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .sort((one, other) => rank(one) - rank(other));
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${all.join(', ')}.`);
const benches = all.filter((name) => wanted.length === 0 || wanted.includes(name));

const git = (...words: string[]) => execFileSync('git', words, { cwd: here, encoding: 'utf8' }).trim();
const print = (line: string) => process.stdout.write(`${line}\n`);

/** What a bench reports, and whether it came to its end. */
async function figuresOf(name: string): Promise<{ figures: Figure[]; failed: boolean }> {
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
  const child = fork(new URL(name + ENDING, here), {
    execArgv,
    // As JSON, what could not be measured would come as null.
    serialization: 'advanced',
    // What libraries have to say of themselves is not part of the table.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const figures: Figure[] = [];
  child.on('message', (figure) => figures.push(figure as Figure));
  const [code] = (await once(child, 'close')) as [number | null];
  return { figures, failed: code !== 0 };
}

const results: { bench: string; minutes: number; load: number; failed: boolean; figures: Figure[] }[] = [];
for (const bench of benches) {
  const start = performance.now();
  process.stderr.write(`${bench}…\n`);
  const found = await figuresOf(bench);
  results.push({ bench, minutes: (performance.now() - start) / 60_000, load: loadavg()[0]!, ...found });
  keep();
}

/** Leaves what there is as JSON: half an hour of measuring is not to be lost at its end. */
function keep(about: readonly string[] = []): void {
  const figures = results.map(({ figures, ...rest }) => ({
    ...rest,
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), reached: isReached(figure) })),
  }));
  mkdirSync(new URL('test-results/', root), { recursive: true });
  writeFileSync(new URL('test-results/bench.json', root), `${JSON.stringify({ about, results: figures }, null, 2)}\n`);
}

const changed = git('status', '--porcelain') === '' ? '' : ', changed since';
const processors = `${availableParallelism()} × ${cpus()[0]?.model ?? process.arch}`;
const load = Math.max(...results.map((result) => result.load));
const about = [
  `Commit ${git('rev-parse', '--short', 'HEAD')}${changed}; Node ${process.version}; ${new Date().toISOString().slice(0, 10)}`,
  `${processors}, ${Math.round(totalmem() / 1e9)} GB, ${process.platform}; load ${load.toFixed(1)} at most`,
  ...versions(),
];
const rows = results.flatMap(({ bench, figures, failed }) => [
  ...figures.map((figure, index) => rowOf(bench, figure, figures[index - 1])),
  ...(failed ? [[bench, 'failed: see above', '', '', '', '✗']] : []),
]);
const table = markdown([['bench', 'what', 'Lectern', 'beside', 'ratio', 'target'], ...rows]);
print(`${about.join('\n')}\n\n${table}`);
keep(about);

if (values.write) {
  const page = new URL('BENCHMARKS.md', root);
  const [begin, end] = ['<!-- table -->', '<!-- end of the table -->'];
  const [before, rest] = parted(readFileSync(page, 'utf8'), begin);
  const [, after] = parted(rest, end);
  const said = about.map((line) => `- ${line}`).join('\n');
  writeFileSync(page, `${before}${begin}\n\n${said}\n\n${table}\n\n${end}${after}`);
}
const reached = results.every(({ figures, failed }) => !failed && figures.every((one) => isReached(one) !== false));
process.exitCode = reached ? 0 : 1;

/** What stands before a mark and behind it. */
function parted(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`BENCHMARKS.md has no ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
