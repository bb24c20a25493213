import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prefer } from '../tools/prefer.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

const ROUNDS = process.env['LECTERN_HAMMER'] ?? '1';
const root = fileURLToPath(new URL('../..', import.meta.url));
const native = ['stream.c', 'sound.c', 'gate.c', 'devices.c', 'urgency.c', 'depth.c', 'alsa.c'].map(
  (name) => `${root}app/native/${name}`,
);
const harness = `${root}tests/audio/harness`;
const include = `-I${root}node_modules/naudiodon/portaudio/include`;
const library = `${root}app/native/build/libportaudio.so.2`;

let folder = '';
beforeAll(async () => {
  // The threads that play come first; those that write must not come too late for them.
  prefer();
  folder = await mkdtemp(join(tmpdir(), 'lectern-sanitizers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (command: string, args: string[], env = process.env) => {
  const { status, signal, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env, timeout: 100_000 });
  return { end: error?.message ?? signal ?? status, stderr };
};

/** The harness, compiled with a sanitizer; null where this machine's compiler has none. */
function compiled(sanitizer: string, device: string[]): string | null {
  const program = join(folder, `${sanitizer}-${device.length}`);
  const flags = ['-std=gnu11', '-g', '-O1', '-Wall', '-Wextra', '-Werror', `-fsanitize=${sanitizer}`];
  const none = run('gcc', [...flags, '-x', 'c', '-o', program, `${harness}/nothing.c`]).end !== 0;
  if (none) return null;
  const sources = [`${harness}/hammer.c`, ...device, ...native];
  const { end, stderr } = run('gcc', [...flags, include, '-o', program, ...sources, '-lpthread', '-ldl', '-lm']);
  expect(stderr).toBe('');
  expect(end).toBe(0);
  return program;
}

/** With the sanitizer of threads, where this machine's compiler has it. */
function watched(): string[] {
  const flags = ['-g', '-fsanitize=thread', '-lpthread'];
  const none = run('gcc', [...flags, '-x', 'c', '-o', join(folder, 'nothing'), `${harness}/nothing.c`]).end !== 0;
  return none ? ['-lpthread'] : flags;
}

const checked = ['-DHARNESS_CHECKS', `${harness}/device.c`];

test.each(['thread', 'address', 'undefined'])(
  'the %s sanitizer finds nothing, and each frame is heard once',
  (name) => {
    const program = compiled(name, checked);
    if (program) expect(run(program, [ROUNDS])).toEqual({ end: 0, stderr: '' });
  },
);

test.skipIf(process.platform !== 'linux').each([
  ['what a device refuses because it ran dry is written to it again', 'refused', 'refusing'],
  ['a device is filled as far as is wanted, and tells when it ran dry', 'filled', 'buffered'],
])('%s', (_, name, device) => {
  const [library, program] = [join(folder, name, 'libasound.so.2'), join(folder, name, name)];
  mkdirSync(join(folder, name));
  const flags = ['-std=gnu11', '-O1', '-Wall', '-Wextra', '-Werror'];
  const sources = [`${harness}/${name}.c`, ...native.slice(-2)];
  const built = [
    run('gcc', [...flags, '-shared', '-fPIC', '-Wl,-soname,libasound.so.2', '-o', library, `${harness}/${device}.c`]),
    run('gcc', [
      ...flags,
      ...watched(),
      '-o',
      program,
      ...sources,
      library,
      `-Wl,-rpath,${join(library, '..')}`,
      '-ldl',
    ]),
    run(program, []),
  ];
  expect(built).toEqual(built.map(() => ({ end: 0, stderr: '' })));
});

describe.skipIf(rigMissing)('on a real device', () => {
  test('the address sanitizer finds nothing', async () => {
    const rig = await Rig.start();
    try {
      const program = compiled('address', [
        '-rdynamic',
        '-Wl,--allow-shlib-undefined',
        '-Wl,-rpath,' + join(library, '..'),
        library,
      ]);
      // What ALSA, PulseAudio and JACK never give back is none of ours.
      const env = { ...rig.environment, ASAN_OPTIONS: 'detect_leaks=0' };
      if (program) expect(run(program, ['1'], env)).toEqual({ end: 0, stderr: '' });
    } finally {
      await rig.stop();
    }
  });
});
