import { readFile, rm } from 'node:fs/promises';
import type { Secrets } from '../../studio/host.ts';
import type { Environment } from './folders.ts';
import { writePrivateFile } from './private-file.ts';

/**
 * The key of the hosts without a keychain: `TOGETHER_API_KEY` where set, else a file that only its owner can read.
 * A key that a person saves goes into the file; the environment still wins, as everywhere else on a command line.
 */
export function nodeSecrets(environment: Environment, file: string): Secrets {
  const given = environment['TOGETHER_API_KEY']?.trim();
  return {
    place: given ? 'TOGETHER_API_KEY' : file,
    async read() {
      if (given) return given;
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.trim() || null;
    },
    write: (key) => writePrivateFile(file, `${key}\n`),
    forget: () => rm(file, { force: true }),
  };
}

/** For a process that speaks with nobody but us, and so has no use for the key. */
export function withoutKey({ TOGETHER_API_KEY: _key, ...rest }: Environment): Environment {
  return rest;
}
