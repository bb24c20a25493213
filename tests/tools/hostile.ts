import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDocument } from '../../app/document/open.ts';
import type { Document } from '../../app/model/document.ts';
import { isCancelled, plainProblem, Problem, type ProblemCode } from '../../app/model/problem.ts';
import { Reader } from './reader.ts';

export type Outcome = ProblemCode | 'document';
export type Content = string | Uint8Array;
/** Where two outcomes are named, the speed of the machine decides. */
export type Case = [name: string, content: Content | ((path: string) => void), ...outcomes: Outcome[]];

const worker = new URL('../../app/document/worker.ts', import.meta.url);
const lantern = new URL('../fixtures/documents/the-lantern-keeper.epub', import.meta.url);
/**
 * Shorter than a person would be made to wait, so that what runs into it does not make the test long; for what may run
 * into it, and for what must not on a machine that is busy. In ms.
 */
const patience = { short: 1_500, usual: 15_000 };
/** In bytes, over what the process had before the first of them. */
const mostMemory = 1_000_000_000;

/** Bytes of a file up to which it may share its worker: a worker of its own costs more than most of them. */
const small = 16_000;
const reader = new Reader();

/** As the app opens it. */
const opened = (path: string, milliseconds = patience.usual) =>
  openDocument(path, { worker, limits: { milliseconds } });

/** In the same worker as others before it; where that one does not live through it, as the app opens it. */
const shared = (path: string, milliseconds: number) =>
  reader.read(path, basename(path), milliseconds).catch((thrown: unknown) => {
    if (thrown instanceof Problem) throw thrown;
    return opened(path, milliseconds);
  });

/** What comes of a file, and the text of one that opens. */
export async function outcomeOf(
  path: string,
  open: (path: string) => Promise<Document> = opened,
): Promise<{ outcome: Outcome; text: string }> {
  try {
    const { chapters } = await open(path);
    return { outcome: 'document', text: chapters.flatMap((each) => each.paragraphs.map((p) => p.text)).join() };
  } catch (thrown) {
    expect(isCancelled(thrown)).toBe(false);
    return { outcome: plainProblem(thrown).code, text: '' };
  }
}

/** Opens every file, sees it end as it should, and at the end that no memory was lost and a good book still opens. */
export function testHostile(cases: readonly Case[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-hostile-'));
  const before = process.memoryUsage().rss;
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  test.for(cases)('%s ends as it should', { timeout: 60_000 }, async ([name, content, ...outcomes]) => {
    const path = join(folder, name);
    if (typeof content === 'function') content(path);
    else writeFileSync(path, content);
    const light = typeof content !== 'function' && content.length <= small;
    const milliseconds =
      outcomes.length > 1 && outcomes.includes('document-too-complex') ? patience.short : patience.usual;
    const { outcome, text } = await outcomeOf(path, (file) => (light ? shared : opened)(file, milliseconds));
    expect(outcomes).toContain(outcome);
    if (name.startsWith('laughs')) expect(text.length).toBeLessThan(20);
    if (name.startsWith('outside')) expect(text).not.toContain('root');
    rmSync(path, { recursive: true, force: true });
  });

  test('none of them took more than a gigabyte, and a good book still opens', async () => {
    const path = join(folder, 'good.epub');
    writeFileSync(path, readFileSync(lantern));
    expect(await outcomeOf(path)).toMatchObject({ outcome: 'document' });
    // The high-water mark of the whole run, in kB.
    expect(process.resourceUsage().maxRSS * 1_000 - before).toBeLessThan(mostMemory);
  });
}
