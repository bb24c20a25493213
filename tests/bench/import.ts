/**
 * How long a book of 1,000 pages takes to come in, as PDF and as EPUB, and how much memory; beside pdftotext and
 * pandoc where they are installed, which write text and nothing else. Prints one line of JSON each; run it with
 * `node tests/bench/import.ts [pages]`. Each import has a process of its own, so that its memory is its own. Linux.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDocument } from '../../app/document/open.ts';
import { epubOf, linesOfBook } from './import-book.ts';
import { bookOf } from '../tools/pdf.ts';

const ROUNDS = 3;
const MB = 1e6;
const worker = new URL('../../app/document/worker.ts', import.meta.url);
const [first = '1000', path = ''] = process.argv.slice(2);

if (first === 'open') await opened(path);
else if (first === 'cancel') await cancelled(path);
else await compare(Number(first));

async function opened(path: string): Promise<void> {
  const { chapters } = await openDocument(path, { worker });
  print('paragraphs', { paragraphs: chapters.flatMap((chapter) => chapter.paragraphs).length });
}

async function cancelled(path: string): Promise<void> {
  const cancel = new AbortController();
  let asked = 0;
  const report = (share: number) => {
    if (share < 0.2 || asked > 0) return;
    asked = performance.now();
    cancel.abort();
  };
  await openDocument(path, { worker, report, signal: cancel.signal }).catch(() => {});
  print('cancel', { milliseconds: performance.now() - asked });
}

async function compare(pages: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-import-'));
  try {
    const book = linesOfBook(pages);
    const [pdf, epub] = [join(folder, 'book.pdf'), join(folder, 'book.epub')];
    await writeFile(pdf, bookOf(book, 'A book of many pages'));
    await writeFile(epub, epubOf(book));
    const self = fileURLToPath(import.meta.url);
    await measure('pdf', [process.execPath, self, 'open', pdf]);
    await measure('pdftotext', ['pdftotext', pdf, join(folder, 'book.txt')]);
    await measure('epub', [process.execPath, self, 'open', epub]);
    await measure('pandoc', ['pandoc', '-t', 'plain', '-o', join(folder, 'book.txt'), epub]);
    await once(spawn(process.execPath, [self, 'cancel', pdf], { stdio: 'inherit' }), 'exit');
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Cost {
  seconds: number;
  cpuSeconds: number;
  megabytes: number;
}

async function measure(name: string, [program = '', ...args]: string[]): Promise<void> {
  const rounds: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(program, args, { stdio: 'ignore' });
    const failed = once(child, 'error').then(() => null);
    const cost = await Promise.race([costOf(child), failed]);
    if (!cost) return print(name, { missing: 1 });
    rounds.push(cost);
  }
  const median = (values: number[]) => values.toSorted((one, other) => one - other)[values.length >> 1]!;
  print(name, {
    seconds: median(rounds.map(({ seconds }) => seconds)),
    cpuSeconds: median(rounds.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: Math.max(...rounds.map(({ megabytes }) => megabytes)),
  });
}

/** What the system said of a process shortly before it ended. */
async function costOf(child: ChildProcess): Promise<Cost> {
  const start = performance.now();
  const cost = { seconds: 0, cpuSeconds: 0, megabytes: 0 };
  const look = async () => {
    const [status, stat] = await Promise.all(
      ['status', 'stat'].map((file) => readFile(`/proc/${child.pid}/${file}`, 'utf8')),
    );
    cost.megabytes = Math.max(cost.megabytes, (Number(/VmHWM:\s+(\d+)/.exec(status!)?.[1] ?? 0) * 1_024) / MB);
    const fields = stat!.slice(stat!.lastIndexOf(')') + 2).split(' ');
    // Hundredths of a second, as user and as system (proc_pid_stat(5), fields 14 and 15).
    cost.cpuSeconds = Math.max(cost.cpuSeconds, (Number(fields[11]) + Number(fields[12])) / 100);
  };
  const watch = setInterval(() => void look().catch(() => {}), 20);
  await once(child, 'exit');
  clearInterval(watch);
  return { ...cost, seconds: (performance.now() - start) / 1_000 };
}

function print(name: string, figures: Record<string, number>): void {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, Number(value.toPrecision(3))]),
  );
  process.stdout.write(`${JSON.stringify({ name, ...rounded })}\n`);
}
