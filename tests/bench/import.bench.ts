/**
 * How long a book of 1,000 pages takes to come in as PDF, EPUB and DOCX, how much memory, how often it tells how far
 * it is, and how soon it stops; beside pdftotext and pandoc, which write text and nothing else.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, report } from './figure.ts';
import { chaptersOf, docxBook, epubBook, pdfBook } from './import-book.ts';

interface Cost {
  seconds: number;
  cpuSeconds: number;
  megabytes: number;
  told: number;
  cancelled: number | null;
}

const PAGES = 1_000;
const ROUNDS = 3;
const child = new URL('import.child.ts', import.meta.url);
const folder = await mkdtemp(join(tmpdir(), 'lectern-import-'));

async function imported(path: string, how: 'whole' | 'cancel'): Promise<Cost> {
  const importing = fork(child, [path, how], { stdio: 'inherit' });
  const [cost] = (await Promise.race([once(importing, 'message'), once(importing, 'exit')])) as [Cost];
  if (typeof cost !== 'object' || !cost) throw new Error(`${path} was not imported`);
  if (importing.exitCode === null) await once(importing, 'exit');
  return cost;
}

/** Seconds that another program takes; not a number where it is not installed. */
function secondsOf(program: string, args: string[]): number {
  const start = performance.now();
  const { status } = spawnSync(program, args, { stdio: 'ignore' });
  return status === 0 ? (performance.now() - start) / 1_000 : NaN;
}

const chapters = chaptersOf(PAGES);
const text = join(folder, 'book.txt');
const pandoc = (path: string) => secondsOf('pandoc', ['-t', 'plain', '-o', text, path]);
const books = [
  {
    kind: 'pdf',
    bytes: pdfBook(chapters),
    name: 'pdftotext',
    peer: (path: string) => secondsOf('pdftotext', [path, text]),
  },
  { kind: 'epub', bytes: epubBook(chapters), name: 'pandoc', peer: pandoc },
  { kind: 'docx', bytes: docxBook(chapters), name: 'pandoc', peer: pandoc },
];
try {
  for (const { kind, bytes, name, peer } of books) {
    const path = join(folder, `book.${kind}`);
    await writeFile(path, bytes);
    const rounds: Cost[] = [];
    const stops: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await imported(path, 'whole'));
      stops.push((await imported(path, 'cancel')).cancelled ?? NaN);
    }
    const of = (figure: 'seconds' | 'cpuSeconds' | 'told') => median(rounds.map((cost) => cost[figure]));
    const value = peer(path);
    const here = Number.isNaN(value) ? { value: null, why: `no ${name} here` } : { value };
    const beside = { peer: { name, ...here } };
    report({
      ...{ what: `${kind}: import`, unit: 's', lectern: of('seconds'), ...beside },
      target: { of: 'lectern', most: 10 },
    });
    report({ what: `${kind}: CPU`, unit: 's', lectern: of('cpuSeconds') });
    const most = Math.max(...rounds.map(({ megabytes }) => megabytes));
    report({ what: `${kind}: most memory`, unit: 'MB', lectern: most, target: { of: 'lectern', most: 600 } });
    report({ what: `${kind}: told how far`, unit: 'times', lectern: of('told') });
    report({ what: `${kind}: cancel`, unit: 'ms', lectern: Math.max(...stops), target: { of: 'lectern', most: 200 } });
  }
} finally {
  await rm(folder, { recursive: true });
}
