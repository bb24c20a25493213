/**
 * `npm run bench` runs every `*.bench.ts` of this folder, each in a process of its own and one after the other, and
 * prints what they report as one table; `npm run bench -- stream memory` runs the named ones. A bench is a script that
 * calls `report` and ends; it measures its peer in the same run, since figures of two runs do not compare.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { type Figure, isReached, ratioOf } from './figure.ts';

const ENDING = '.bench.ts';
const here = new URL('.', import.meta.url);
const wanted = process.argv.slice(2);
const benches = readdirSync(here)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

const git = (...words: string[]) => execFileSync('git', words, { cwd: here, encoding: 'utf8' }).trim();
const print = (line: string) => process.stdout.write(`${line}\n`);

/** What a bench reports; throws where it fails. */
async function figuresOf(name: string): Promise<Figure[]> {
  const child = fork(new URL(name + ENDING, here), { execArgv: ['--expose-gc'], stdio: 'inherit' });
  const figures: Figure[] = [];
  child.on('message', (figure) => figures.push(figure as Figure));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} failed`);
  return figures;
}

const shown = (value: number) => String(Number(value.toPrecision(3)));

function row(name: string, figure: Figure): string[] {
  const { what, unit, lectern, peer, target } = figure;
  const ratio = ratioOf(figure);
  const bound = target && (target.least === undefined ? `≤ ${target.most}` : `≥ ${target.least}`);
  const reached = isReached(figure);
  return [
    name,
    what,
    `${shown(lectern)} ${unit}`,
    peer ? `${shown(peer.value)} ${unit} (${peer.name})` : '',
    ratio === null ? '' : shown(ratio),
    bound ? `${target.of === 'ratio' ? 'ratio ' : ''}${bound} ${reached ? '✓' : '✗'}` : '',
  ];
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

if (benches.length === 0) throw new Error('no such bench');
const rows = [['bench', 'what', 'Lectern', 'peer', 'ratio', 'target']];
let missed = false;
for (const name of benches) {
  for (const figure of await figuresOf(name)) {
    rows.push(row(name, figure));
    missed ||= isReached(figure) === false;
  }
}
const changed = git('status', '--porcelain') === '' ? '' : ', changed since';
print(`Commit ${git('rev-parse', '--short', 'HEAD')}${changed}; Node ${process.version}`);
const memory = Math.round(totalmem() / 1e9);
print(`${availableParallelism()} × ${cpus()[0]?.model ?? process.arch}, ${memory} GB, ${process.platform}`);
print(`\n${table(rows)}`);
process.exitCode = missed ? 1 : 0;
