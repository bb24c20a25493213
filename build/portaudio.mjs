// Builds PortAudio from its sources into out/portaudio, for the platforms that naudiodon carries none for: Apple silicon,
// Linux and Windows on arm64. build/native.mjs takes it from there. A system's own would ask for more than the machines
// have that Lectern is installed on: Homebrew's for its macOS, Debian's for JACK.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from './node.mjs';

const SOURCE = 'https://github.com/PortAudio/portaudio/archive/refs/tags/v19.7.0.tar.gz';
/** As Spack's recipe has it: https://github.com/spack/spack-packages (portaudio 19.7.0). */
const SHA256 = '5af29ba58bbdbb7bbcefaaecc77ec8fc413f0db6f4c4e286c40c3e1b83174fa0';

const prefix = join(root, 'out/portaudio');
const work = join(root, 'out/portaudio-build');
const sources = join(work, 'portaudio-19.7.0');
const run = (command, args) => execFileSync(command, args, { cwd: sources, stdio: 'inherit' });

rmSync(work, { recursive: true, force: true });
rmSync(prefix, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
writeFileSync(join(work, 'portaudio.tar.gz'), await fetched());
execFileSync('tar', ['-xzf', 'portaudio.tar.gz'], { cwd: work, stdio: 'inherit' });
if (process.platform === 'win32') withCmake();
else withAutotools();
rmSync(work, { recursive: true, force: true });

async function fetched() {
  const reply = await fetch(SOURCE);
  if (!reply.ok) throw new Error(`${SOURCE} answered ${reply.status}`);
  const archive = Buffer.from(await reply.arrayBuffer());
  const found = createHash('sha256').update(archive).digest('hex');
  if (found !== SHA256) throw new Error(`${SOURCE} is not what it was: ${found}`);
  return archive;
}

function withAutotools() {
  const alone = process.platform === 'darwin' ? '--enable-mac-universal=no' : '--without-jack';
  run('./configure', [`--prefix=${prefix}`, '--disable-static', alone]);
  // Its makefile forgets an order that several jobs at once would need.
  run('make', ['-j1']);
  run('make', ['install']);
}

function withCmake() {
  const jobs = String(availableParallelism());
  // The release is older than the oldest CMake that today's still plays.
  const options = ['-DCMAKE_POLICY_VERSION_MINIMUM=3.5', '-DPA_BUILD_STATIC=OFF', `-DCMAKE_INSTALL_PREFIX=${prefix}`];
  run('cmake', ['-S', '.', '-B', 'made', '-A', process.arch === 'arm64' ? 'ARM64' : 'x64', ...options]);
  run('cmake', ['--build', 'made', '--config', 'Release', '--parallel', jobs]);
  run('cmake', ['--install', 'made', '--config', 'Release']);
}
