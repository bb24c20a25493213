import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PEERS } from './sound-peers.ts';

/** The first line in which a program tells its version; null where it is not here. */
function versionOf(program: string, flag: string): string | null {
  const { error, stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8' });
  const line = `${stdout ?? ''}\n${stderr ?? ''}`.split('\n').find((line) => /\d\.\d/.test(line));
  return error || !line
    ? null
    : line.replace(/ (Copyright|libcurl|built|and contributors).*/, '').replace(/^.*?version /, `${program} `);
}

function packageVersion(name: string): string {
  const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return `${name} ${(JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version}`;
}

/** Everybody who is measured beside Lectern, with their versions, and who is not here. */
export function versions(): string[] {
  const programs = Object.entries({
    ...{ curl: '--version', ffmpeg: '-version', pacat: '--version', pandoc: '--version', pdftotext: '-v' },
    '/usr/bin/chromium': '--version',
  });
  const found = programs.map(([program, flag]) => ({ program, version: versionOf(program, flag) }));
  const here = found.flatMap(({ version }) => version?.trim() ?? []);
  const missing = found.filter(({ version }) => version === null).map(({ program }) => program);
  const packages = [
    ...['together-ai', 'ws'].map(packageVersion),
    ...Object.entries(PEERS).map((peer) => peer.join(' ')),
  ];
  return [
    `Beside ${[...here, ...packages].join('; ')}`,
    ...(missing.length > 0 ? [`Not on this machine: ${missing.join(', ')}`] : []),
  ];
}
