import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { rigMissing } from '../tools/rig.ts';

test.skipIf(rigMissing ?? process.platform !== 'linux')(
  'a machine whose ALSA knows no device at all is told of, and nothing ends by it',
  async () => {
    const scene = new URL('scenes/unconfigured.ts', import.meta.url);
    const env = { ...process.env, ALSA_CONFIG_PATH: '/dev/null' };
    const child = fork(scene, ['{}'], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [[report], [code]] = await Promise.all([once(child, 'message'), once(child, 'close')]);
    expect(code).toBe(0);
    const failure = 'device-failed: PortAudio: Device unavailable';
    expect(report).toEqual({ devices: failure, open: failure });
  },
);
