import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The reader that electron-builder reads its own configuration with. */
const yaml = createRequire(join(process.cwd(), 'node_modules/app-builder-lib/package.json'))('js-yaml') as {
  load(text: string): Workflow;
};

interface Step {
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
}
interface Job {
  uses?: string;
  needs?: string;
  if?: string;
  'runs-on'?: string;
  'timeout-minutes'?: number;
  permissions?: Record<string, string>;
  strategy?: { matrix: { include?: Record<string, string>[]; os?: string[] } };
  steps?: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = '.github/workflows';
const texts = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const workflow = (name: string) => yaml.load(texts.get(name)!);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const all = [...texts.keys()].map((name) => [name, workflow(name)] as const);
const steps = (found: Workflow) => Object.values(found.jobs).flatMap((job) => job.steps ?? []);

test('there is one for checking, one for releasing and one for offering that to more people', () => {
  expect([...texts.keys()].sort()).toEqual(['check.yml', 'release.yml', 'roll-out.yml']);
});

test.each(all)('%s may read and no more, but where a job says so', (_name, { permissions, jobs }) => {
  expect(permissions).toEqual({ contents: 'read' });
  const writing = Object.entries(jobs).flatMap(([name, job]) =>
    Object.entries(job.permissions ?? {}).flatMap(([scope, may]) => (may === 'write' ? [`${name}: ${scope}`] : [])),
  );
  const sealing = ['id-token', 'attestations'];
  const expected = [
    ...sealing.map((scope) => `pack: ${scope}`),
    'release: contents',
    ...sealing.map((scope) => `release: ${scope}`),
    'share: contents',
  ];
  expect(writing.filter((one) => !expected.includes(one))).toEqual([]);
});

test.each(all)('%s runs actions at one commit each, and says which version that is', (name) => {
  const uses = texts
    .get(name)!
    .split('\n')
    .filter((line) => /\buses: actions\//.test(line));
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('each action stands at the same commit everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const [, found] of all) {
    for (const { uses } of steps(found)) {
      const [action = '', commit = ''] = uses?.split('@') ?? [];
      if (uses) versions.set(action, (versions.get(action) ?? new Set()).add(commit));
    }
  }
  expect([...versions].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

test.each(all)('%s runs only what there is, and takes no stranger’s words into a shell', (name, found) => {
  const runs = steps(found).flatMap(({ run }) => (run ? [run] : []));
  const named = runs.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script!));
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
  const programs = runs.flatMap((run) => [...run.matchAll(/\bnode ([\w/.]+\.m?[jt]s)/g)].map(([, file]) => file!));
  expect(programs.filter((file) => !existsSync(file))).toEqual([]);
  expect(runs.filter((run) => run.includes('${{'))).toEqual([]);
  expect(texts.get(name)).not.toContain('pull_request_target');
});

test.each(all)('no job of %s may run for ever, or leave the checkout’s token behind', (_name, { jobs }) => {
  const own = Object.values(jobs).filter((job) => job.uses === undefined);
  expect(own.filter((job) => !((job['timeout-minutes'] ?? 0) > 0))).toEqual([]);
  const checkouts = own.flatMap((job) => job.steps ?? []).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(own.map(() => false));
});

test('checking runs everything on Linux, and Electron itself on all three systems', () => {
  const { jobs } = workflow('check.yml');
  expect(jobs['everything']!.steps!.map(({ run }) => run)).toContain('npm test');
  expect(jobs['electron']!.strategy!.matrix.os!.map((os) => os.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows']);
  const runs = jobs['electron']!.steps!.flatMap(({ run }) => (run?.includes('test:electron') ? [run] : []));
  expect(runs).toEqual(['xvfb-run -a npm run test:electron -- --required', 'npm run test:electron -- --required']);
});

test('a release is checked, packed on every system and architecture, sealed and left to a person', () => {
  const { jobs, on } = workflow('release.yml');
  expect(on['push']).toEqual({ tags: ['v*'] });
  expect([jobs['check']!.uses, jobs['pack']!.needs, jobs['release']!.needs]).toEqual([
    './.github/workflows/check.yml',
    'check',
    'pack',
  ]);
  const machines = jobs['pack']!.strategy!.matrix.include!;
  const systems = ['macOS', 'Windows', 'Linux'].flatMap((system) =>
    ['x64', 'arm64'].map((arch) => `${system} ${arch}`),
  );
  expect(machines.map(({ system, arch }) => `${system} ${arch}`)).toEqual(systems);
  expect(machines.filter(({ portaudio, arch }) => (portaudio === 'built') !== (arch === 'arm64'))).toEqual([]);
  const seals = (job: string) => jobs[job]!.steps!.filter(({ uses }) => uses?.startsWith('actions/attest@'));
  expect([seals('pack').length, seals('release')[0]!.with]).toEqual([
    1,
    { 'subject-path': 'release/Lectern-*', 'sbom-path': 'release/lectern.cdx.json' },
  ]);
  const last = jobs['release']!.steps!.at(-1)!.run!;
  expect(last).toContain('gh release create "$GITHUB_REF_NAME" --draft --verify-tag');
});
