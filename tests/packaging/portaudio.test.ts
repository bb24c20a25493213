import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machinesOf } from '../../build/machine.ts';

const carriedFolder = 'node_modules/naudiodon/portaudio';
const native = readFileSync('build/native.mjs', 'utf8');
const own = readFileSync('build/portaudio.mjs', 'utf8');

/** What build/native.mjs takes from naudiodon, by platform. */
const carried = new Map(
  [...native.matchAll(/'(\w+-\w+)': '(bin[\w./]+)'/g)].map(([, platform, file]) => [platform!, file!]),
);

test('naudiodon carries PortAudio for the platforms that it is taken from it for, and for those machines', () => {
  expect([...carried.keys()]).toEqual(['linux-x64', 'linux-arm', 'darwin-x64', 'win32-x64']);
  for (const [platform, file] of carried) expect(machinesOf(join(carriedFolder, file))).toContain(platform);
});

test('for Apple silicon, Linux and Windows on arm64 it carries none, so that one is built', () => {
  const files = globSync('**/*.{dylib,dll,so.2}', { cwd: carriedFolder });
  const machines = files.flatMap((file) => machinesOf(join(carriedFolder, file)));
  expect(machines.filter((machine) => machine.endsWith('-arm64'))).toEqual([]);
  // Each system has a way to build it, from one source that is known by its sum, and without what machines may lack.
  expect(own).toMatch(/process\.platform === 'win32'\) withCmake\(\);\nelse withAutotools\(\)/);
  expect(own).toMatch(/'ARM64' : 'x64'/);
  expect(own).toMatch(/--enable-mac-universal=no' : '--without-jack/);
  expect(own).toMatch(/const SHA256 = '[0-9a-f]{64}'/);
  expect(own).toMatch(/if \(found !== SHA256\) throw/);
});

test('each machine of the release either has one carried or builds one', () => {
  const release = readFileSync('.github/workflows/release.yml', 'utf8');
  const names = { macOS: 'darwin', Windows: 'win32', Linux: 'linux' } as const;
  const machines = [...release.matchAll(/system: (\w+), arch: (\w+), os: [\w.-]+, portaudio: (\w+)/g)];
  expect(machines).toHaveLength(6);
  for (const [, system, arch, how] of machines) {
    const platform = `${names[system as keyof typeof names]}-${arch}`;
    expect([platform, how]).toEqual([platform, carried.has(platform) ? 'carried' : 'built']);
  }
  expect(release).toContain('node build/architecture.ts');
});

test('the binding that was built here, and the library beside it, are for this machine', () => {
  const made = 'app/native/build';
  if (!existsSync(join(made, 'lectern_portaudio.node'))) return;
  const files = globSync('*portaudio*.{node,dll,dylib,so.2}', { cwd: made });
  expect(files).toHaveLength(2);
  for (const file of files) expect(machinesOf(join(made, file))).toContain(`${process.platform}-${process.arch}`);
});

test('what is no library is not taken for one', () => {
  expect(() => machinesOf('package.json')).toThrow('no library');
});
