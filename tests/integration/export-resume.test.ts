import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { random } from '../unit/pcm/random.ts';

/** How often the process is killed for each kind of export; a long run takes 100. */
const KILLS = Number(process.env['LECTERN_KILLS'] ?? 2);

const program = fileURLToPath(new URL('export-resume.child.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lectern-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs to the end, or for so many ms from when it has begun; answers what it printed, and how long it took in ms. */
async function narrated(data: string, out: string, [chapters, how]: readonly [string, string], life = Infinity) {
  const flags = ['--disable-warning=ExperimentalWarning', program, data, out, chapters, how];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  let started = performance.now();
  child.stdout.once('data', () => {
    started = performance.now();
    if (life < Infinity) setTimeout(() => child.kill('SIGKILL'), life);
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { printed, code: code as number | null, ms: performance.now() - started };
}

const filesIn = (shelf: string) =>
  readdirSync(shelf, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(shelf.length + 1))
    .sort();

for (const [format, ...kind] of [
  ['flac', 'split', 'plain'],
  ['m4b', 'embedded', 'plain'],
  ['mp3', 'split', 'levelled'],
] as const) {
  test(
    `a ${format}, ${kind.join(', ')}, killed ${KILLS} times, is the same to the byte in the end, and nothing was bought twice`,
    async () => {
      const place = join(folder, `${format}-${kind[0]}`);
      const [calm, rough] = [join(place, 'calm'), join(place, 'rough')];
      for (const shelf of [calm, rough]) mkdirSync(shelf, { recursive: true });
      const undisturbed = await narrated(join(place, 'data-calm'), join(calm, `Book.${format}`), kind);
      expect(undisturbed).toMatchObject({ code: 0, printed: 'begun\ndone\n' });

      const next = random(format.length * 7 + KILLS);
      let printed = '';
      for (let kill = 0; kill < KILLS; kill++) {
        const life = next() * undisturbed.ms;
        printed += (await narrated(join(place, 'data'), join(rough, `Book.${format}`), kind, life)).printed;
        const whole = filesIn(rough).filter((name) => !name.endsWith('.part'));
        for (const name of whole)
          expect(readFileSync(join(rough, name)).equals(readFileSync(join(calm, name)))).toBe(true);
      }
      const last = await narrated(join(place, 'data'), join(rough, `Book.${format}`), kind);
      expect(last.code).toBe(0);
      expect(printed + last.printed).not.toContain('twice');
      expect(filesIn(rough)).toEqual(filesIn(calm));
      for (const name of filesIn(calm)) {
        expect(readFileSync(join(rough, name)).equals(readFileSync(join(calm, name))), name).toBe(true);
      }
    },
    60_000 + KILLS * 10_000,
  );
}
