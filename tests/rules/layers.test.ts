import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Violation {
  from: string;
  rule: { name: string };
}

/** Ms that a look at all imports may take: 3 s by itself, on a busy machine twenty times that. */
const WITHIN = 170_000;

/** Imports that must never land, and the rule that refuses each. */
const planted = [
  [
    'app/player/planted.ts',
    "import { app } from 'electron';\nexport const name = app.name;\n",
    'electron-in-its-host-only',
  ],
  ['app/pcm/planted.ts', "export * from '../together/client.ts';\n", 'layer-pcm'],
  ['app/export/planted.ts', "export * from '../native/portaudio.ts';\n", 'one-door-to-native'],
  ['app/cellar/planted.ts', "export * from '../model/pcm.ts';\n", 'layer-unknown'],
  ['renderer/planted.ts', "export * from '../app/store/library.ts';\n", 'layer-renderer'],
] as const;

let copy = '';
let violations: Violation[] = [];

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'lectern-layers-'));
  for (const folder of ['app', 'renderer']) await cp(folder, join(copy, folder), { recursive: true });
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) await cp(file, join(copy, file));
  await symlink(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
  for (const [file, source] of planted) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), source);
  }
  const args = ['app', 'renderer', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const cruise = promisify(execFile)(join(copy, 'node_modules/.bin/depcruise'), args, {
    cwd: copy,
    maxBuffer: 1 << 28,
    // Without it, the process would outlive a test that gave it up.
    timeout: WITHIN,
  });
  const { stdout } = await cruise.catch((error: { stdout: string }) => error);
  violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}, WITHIN + 10_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

test.each(planted)('%s is refused by the layer rule', (file, _source, rule) => {
  expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
});

test('nothing but what was planted is refused', () => {
  const files: string[] = planted.map(([file]) => file);
  expect(violations.filter(({ from }) => !files.includes(from))).toEqual([]);
});
