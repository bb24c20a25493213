import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { joined, type News, notesOf, staged } from '../../build/updates.ts';

const yaml = createRequire(join(process.cwd(), 'node_modules/app-builder-lib/package.json'))('js-yaml') as {
  load(text: string): News;
};
const news = (arch: string, version = '1.0.0'): News => ({
  version,
  files: [{ url: `Lectern-${version}-mac-${arch}.zip`, sha512: arch }],
});

test('one file speaks of a version for every machine, and of one version only', () => {
  expect(joined([news('x64'), news('arm64')]).files.map(({ sha512 }) => sha512)).toEqual(['x64', 'arm64']);
  expect(() => joined([news('x64'), news('arm64', '1.0.1')])).toThrow('not one version');
});

test('the notes are those of the version, or of the one that is being made', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- Next.\n\n## 1.0.0\n\n- First.\n';
  expect([notesOf(changelog, '1.0.0'), notesOf(changelog, '1.1.0'), notesOf('', '1.0.0')]).toEqual([
    '- First.',
    '- Next.',
    '',
  ]);
});

test('a version is offered to a share of people; to all where none is named', () => {
  expect(staged(news('x64'), 10).stagingPercentage).toBe(10);
  expect(staged(staged(news('x64'), 10), 0).stagingPercentage).toBe(0);
  expect(staged(staged(news('x64'), 10), 100)).toEqual(news('x64'));
  for (const wrong of [-1, 101, 0.5, Number.NaN]) expect(() => staged(news('x64'), wrong)).toThrow('no share');
});

test('what the machines packed becomes one release, whose share is then widened', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-release-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [packed, release] = [join(folder, 'packed'), join(folder, 'release')];
  for (const arch of ['x64', 'arm64']) {
    const machine = join(packed, `lectern-macOS-${arch}`);
    await mkdir(machine, { recursive: true });
    await writeFile(join(machine, `Lectern-1.0.0-mac-${arch}.zip`), arch);
    await writeFile(join(machine, 'latest-mac.yml'), JSON.stringify(news(arch)));
  }
  const say = (...words: string[]) => execFileSync(process.execPath, ['build/updates.ts', ...words], { stdio: 'pipe' });
  say(packed, release, '10');
  expect((await readdir(release)).sort()).toEqual([
    'Lectern-1.0.0-mac-arm64.zip',
    'Lectern-1.0.0-mac-x64.zip',
    'latest-mac.yml',
  ]);
  const read = async () => yaml.load(await readFile(join(release, 'latest-mac.yml'), 'utf8'));
  expect(await read()).toMatchObject({ version: '1.0.0', stagingPercentage: 10, releaseNotes: expect.any(String) });
  expect((await read()).files).toHaveLength(2);
  say('--share', release, '100');
  expect(await read()).not.toHaveProperty('stagingPercentage');
});
