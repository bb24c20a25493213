import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/** What the tests need beyond npm, and the file that shows that it is there. */
const packages = {
  chromium: '/usr/bin/chromium',
  ffmpeg: '/usr/bin/ffmpeg',
  flac: '/usr/bin/flac',
  'opus-tools': '/usr/bin/opusinfo',
  mp3val: '/usr/bin/mp3val',
  mediainfo: '/usr/bin/mediainfo',
  epubcheck: '/usr/bin/epubcheck',
  'default-jre-headless': '/usr/bin/java',
  pocketsphinx: '/usr/bin/pocketsphinx_continuous',
  'pocketsphinx-en-us': '/usr/share/pocketsphinx/model/en-us/en-us/mdef',
  pulseaudio: '/usr/bin/pulseaudio',
  'pulseaudio-utils': '/usr/bin/parec',
  gcc: '/usr/bin/gcc',
  'libc6-dev': '/usr/include/stdio.h',
  libasound2: '/usr/lib/x86_64-linux-gnu/libasound.so.2',
  'libasound2-plugins': '/usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so',
};

/** Those that are measured beside us, and what two of them are built with. */
const peers = {
  curl: '/usr/bin/curl',
  pandoc: '/usr/bin/pandoc',
  'poppler-utils': '/usr/bin/pdftotext',
  'libasound2-dev': '/usr/include/alsa/asoundlib.h',
  make: '/usr/bin/make',
  'g++': '/usr/bin/g++',
  python3: '/usr/bin/python3',
};

/**
 * Installs the missing Debian packages where that is allowed; names them and the command where it is not.
 * `beside`: also those that are only needed to measure others.
 */
export async function installDebianPackages({ beside = false } = {}) {
  const needed = beside ? { ...packages, ...peers } : packages;
  const missing = Object.keys(needed).filter((name) => !existsSync(needed[name]));
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new Error(`The tests need ${missing.join(', ')}. On Debian: sudo ${command}`);
  }
  process.stderr.write(`Installing for the tests: ${missing.join(', ')}…\n`);
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-qq'], quiet);
  const code = await run('apt-get', command.split(' ').slice(1), quiet);
  if (code !== 0) throw new Error(`${command} ended with ${code}.`);
}
