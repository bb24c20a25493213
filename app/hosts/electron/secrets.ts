import { readFile, rm } from 'node:fs/promises';
import { safeStorage } from 'electron';
import type { Secrets } from '../../studio/host.ts';
import { writePrivateFile } from '../node/private-file.ts';

/**
 * The key, sealed by the system's keychain, in a file that only its owner can read. On a Linux without a keychain
 * Electron seals with a fixed password (`basic_text`), which hides a key from nobody: `place` says so.
 * https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function keychainSecrets(file: string, platform: NodeJS.Platform = process.platform): Secrets {
  const unsealed = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (unsealed) safeStorage.setUsePlainTextEncryption(true);

  const write = async (key: string) => writePrivateFile(file, await safeStorage.encryptStringAsync(key));
  return {
    // In the language that is spoken when it is asked for.
    get place() {
      return unsealed ? `${file} (this system has no keychain: the key is not encrypted)` : 'the system’s keychain';
    },
    async read() {
      const sealed = await readFile(file).catch(() => null);
      if (!sealed) return null;
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
        if (shouldReEncrypt) await write(result);
        return result;
      } catch {
        // Sealed on another machine or for another user: as good as no key.
        return null;
      }
    },
    write,
    forget: () => rm(file, { force: true }),
  };
}
