import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keychainSecrets } from '../../../app/hosts/electron/secrets.ts';
import { safeStorage } from '../../electron/double.ts';

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-keychain-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'data', 'key.sealed');
}

test('a key comes back as it was, and lies on the disk sealed and for its owner alone', async () => {
  const file = await place();
  const secrets = keychainSecrets(file, 'darwin');
  await secrets.write('tgp_1234');
  expect(await secrets.read()).toBe('tgp_1234');
  expect(await readFile(file, 'utf8')).not.toContain('tgp_1234');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(file, '..'))).toEqual(['key.sealed']);
});

test('a forgotten key is gone, and may be forgotten again', async () => {
  const secrets = keychainSecrets(await place(), 'darwin');
  await secrets.write('tgp_1234');
  await secrets.forget();
  await secrets.forget();
  expect(await secrets.read()).toBeNull();
});

test('no key, and one that was sealed elsewhere, are both none', async () => {
  const file = await place();
  const secrets = keychainSecrets(file, 'darwin');
  expect(await secrets.read()).toBeNull();
  await secrets.write('tgp_1234');
  await writeFile(file, 'of another machine');
  expect(await secrets.read()).toBeNull();
});

test('a key under an outdated seal is sealed anew', async () => {
  const file = await place();
  const secrets = keychainSecrets(file, 'darwin');
  await secrets.write('tgp_1234');
  const { ino } = await stat(file);
  safeStorage.outdated = true;
  onTestFinished(() => void (safeStorage.outdated = false));
  expect(await secrets.read()).toBe('tgp_1234');
  expect((await stat(file)).ino).not.toBe(ino);
});

test.each([
  ['darwin', 'gnome_libsecret'],
  ['win32', 'gnome_libsecret'],
  ['linux', 'gnome_libsecret'],
  ['linux', 'kwallet6'],
] as const)('on %s with %s the key lies in the keychain', (platform, backend) => {
  safeStorage.backend = backend;
  safeStorage.plain = false;
  expect(keychainSecrets('/home/reader/key.sealed', platform).place).toBe('the system’s keychain');
  expect(safeStorage.plain).toBe(false);
});

test('a Linux without a keychain is told as it is: the key is in a file, and not encrypted', async () => {
  safeStorage.backend = 'basic_text';
  const file = await place();
  const secrets = keychainSecrets(file, 'linux');
  expect(secrets.place).toBe(`${file} (this system has no keychain: the key is not encrypted)`);
  expect(safeStorage.plain).toBe(true);
  await secrets.write('tgp_1234');
  expect(await secrets.read()).toBe('tgp_1234');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
