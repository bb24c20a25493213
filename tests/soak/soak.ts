/**
 * `npm run soak [minutes] [seed]`: everything at once, in real processes, while everything goes wrong that may. Prints
 * what was kept and what was not, and ends with 1 where a rule was broken; the seed brings the same troubles again.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rigMissing } from '../tools/rig.ts';
import { soak } from './run.ts';
import { ROOM } from './trouble.ts';

const [minutes = '60', seed = String(Date.now() % 100_000), home] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);
if (rigMissing) throw new Error(`no ${rigMissing} on this machine`);
if (!existsSync(fileURLToPath(new URL('../../dist/renderer', import.meta.url)))) {
  throw new Error('the window is not built: node build/build.ts');
}
process.exitCode = home === undefined ? await apart() : await whole(home, process.env['LECTERN_DISK'] === 'own');

/** In a mount namespace of its own, where there may be one: its disk goes with it, whatever becomes of the run. */
async function apart(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-soak-'));
  await mkdir(join(folder, 'disk'));
  const root = process.getuid?.() === 0;
  const space = ['--mount', ...(root ? [] : ['--user', '--map-root-user'])];
  const mount = ['sh', '-c', `mount -t tmpfs -o size=${ROOM} soak "$0" && exec "$@"`, join(folder, 'disk')];
  try {
    if (spawnSync('unshare', [...space, ...mount, 'true']).status !== 0) return await whole(folder, false);
    const itself = [process.execPath, ...process.execArgv, fileURLToPath(import.meta.url), minutes, seed, folder];
    const env = { ...process.env, LECTERN_DISK: 'own' };
    const child = spawn('unshare', [...space, ...mount, ...itself], { env, stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function whole(folder: string, disk: boolean): Promise<number> {
  print(`Seed ${seed}, ${minutes} minutes${disk ? '' : '; nobody may mount a small disk here, so none gets full'}`);
  const tell = process.env['LECTERN_TELL'] === undefined ? () => undefined : print;
  const run = { minutes: Number(minutes), seed: Number(seed), home: folder, disk, tell };
  const { verdicts, ledger } = await soak(run);
  const happened = [...ledger.counts].filter(([what]) => /service|device|disk|clock|kill|recorder|command/.test(what));
  print(happened.map(([what, count]) => `${what} ${count}`).join(', '));
  console.table(
    Object.fromEntries(
      verdicts.map(({ rule, seen, kept }) => [rule, { seen, kept: kept === null ? 'not judged' : kept ? '✓' : '✗' }]),
    ),
  );
  for (const { rule, how } of ledger.broken.slice(0, 50)) print(`✗ ${rule}: ${how}`);
  const failed = ledger.broken.length > 0 || verdicts.some(({ kept }) => kept === false);
  if (failed) print(`A rule was broken; the same again: npm run soak -- ${minutes} ${seed}`);
  return failed ? 1 : 0;
}
