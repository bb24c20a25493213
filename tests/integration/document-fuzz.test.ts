import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openDocument } from '../../app/document/open.ts';
import { isCancelled, Problem } from '../../app/model/problem.ts';
import { chanceOf, mutated } from '../tools/mutate.ts';

/** Files made worse, each by a seed of its own; more of them, or others, by these variables. */
const cases = Number(process.env['LECTERN_FUZZ_CASES'] ?? 16);
/** Goes on with more of them until so much time is over. */
const seconds = Number(process.env['LECTERN_FUZZ_SECONDS'] ?? 0);
const firstSeed = Number(process.env['LECTERN_FUZZ_SEED'] ?? 1);
/** In ms: how long a file may take to be read, and how much longer until the answer must be there. */
const patience = 8_000;
const grace = 20_000;
/** In bytes, over what the process had before the first of them. */
const mostMemory = 1_000_000_000;

const worker = new URL('../tools/watched-worker.ts', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'lectern-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

const documents = fileURLToPath(new URL('../fixtures/documents/', import.meta.url));
const corpus = readdirSync(documents, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(docx|odt|rtf|epub|html|md|srt|vtt|pdf)$/.test(entry.name))
  .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));

/** What came of a file: `document`, the code of a Problem, or what should never be seen. */
async function outcomeOf(path: string, name: string): Promise<string> {
  const start = performance.now();
  try {
    const { chapters } = await openDocument(path, { name, worker, limits: { milliseconds: patience } });
    if (chapters.some(({ paragraphs }) => paragraphs.some(({ text }) => text.includes('root:x:0:0')))) return 'leaked';
  } catch (thrown) {
    if (!(thrown instanceof Problem) || isCancelled(thrown)) return `threw ${String(thrown)}`;
    return thrown.code === 'internal' ? `internal: ${thrown.message}` : thrown.code;
  }
  return performance.now() - start > patience + grace ? 'hung' : 'document';
}

const expected =
  /^(document(-(damaged|encrypted|hostile|too-complex|without-text))?|password-needed|file-(type-unknown|empty|too-large))$/;

test(
  'a good file made worse ends as a document or a Problem, and touches nothing else',
  { timeout: 1e9 },
  async ({ annotate }) => {
    const until = performance.now() + seconds * 1_000;
    const before = process.memoryUsage().rss;
    const odd: string[] = [];
    const seen = new Map<string, number>();
    let seed = firstSeed;
    for (; seed < firstSeed + cases || performance.now() < until; seed++) {
      const chance = chanceOf(seed);
      const { name, bytes } = corpus[Math.floor(chance() * corpus.length)]!;
      const path = join(folder, `${seed}-${name}`);
      writeFileSync(
        path,
        await mutated(
          bytes,
          corpus.map((each) => each.bytes),
          chance,
        ),
      );
      const outcome = await outcomeOf(path, name);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      if (!expected.test(outcome)) odd.push(`seed ${seed}, ${name}: ${outcome}`);
      else rmSync(path);
    }
    const outcomes = [...seen].map(([outcome, count]) => `${outcome} ${count}`);
    const memory = process.resourceUsage().maxRSS * 1_000 - before;
    await annotate(`${seed - firstSeed} files: ${outcomes.join(', ')}; ${Math.round(memory / 1e6)} MB`);
    expect(odd).toEqual([]);
    // A mutator that breaks every file, or none, would test nothing.
    expect(seen.get('document')).toBeGreaterThan((seed - firstSeed) / 10);
    expect(seen.size).toBeGreaterThan(1);
    expect(memory).toBeLessThan(mostMemory);
  },
);
