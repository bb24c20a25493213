import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { random } from '../unit/pcm/random.ts';

/** As many as 200 before a release; each takes about a second. */
const KILLS = Number(process.env.LECTERN_KILLS ?? 6);
const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url));

type Line = [what: string, ...words: (string | number)[]];

/** Lets the child live for so many ms from when it has opened the library, and answers all that it said. */
async function live(data: string, life: number, ms: number): Promise<Line[]> {
  const child = spawn(process.execPath, [CHILD, data, String(life)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Line[] = [];
  let opened = false;
  for await (const line of createInterface(child.stdout)) {
    lines.push(JSON.parse(line) as Line);
    if (opened) continue;
    opened = true;
    setTimeout(() => child.kill('SIGKILL'), ms);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode, 'it ends by being killed').toBe('SIGKILL');
  return lines;
}

test(
  'killed at any moment, the library opens again with every edit and every take, and buys nothing twice',
  { timeout: 5_000 * KILLS + 30_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'lectern-killed-'));
    onTestFinished(() => rm(data, { recursive: true, force: true }));
    const next = random(Number(process.env.LECTERN_SEED ?? 1));
    const kept = new Set<string>();
    let texts: (string | number)[] | null = null;
    let edits = 0;
    for (let life = 0; life <= KILLS; life++) {
      const said = await live(data, life, Math.floor(next() * 700));
      const [first] = said;
      expect(first?.[0], `life ${life} opens`).toBe('open');
      // One more edit than it had time to tell of may be on the disk: that of the very moment.
      const differing = texts ? first!.slice(1).filter((text, i) => text !== texts![i]) : [];
      expect(differing.length, `life ${life} has what was edited before: ${differing.join(' ')}`).toBeLessThan(2);
      const before = new Set(kept);
      for (const [what, ...words] of said) {
        if (what === 'open') texts = words;
        if (what === 'edit') {
          texts = texts!.with(Number(words[0]), words[1]!);
          edits++;
        }
        if (what === 'kept') kept.add(String(words[0]));
      }
      const again = said.filter(([what, spoken]) => what === 'buy' && before.has(String(spoken)));
      expect(again, `life ${life} buys nothing that it had`).toEqual([]);
    }
    console.log(JSON.stringify({ kills: KILLS, edits, takes: kept.size }));
    expect(Math.min(edits, kept.size)).toBeGreaterThan(KILLS);
  },
);
