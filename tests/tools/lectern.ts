import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A home of its own for a Lectern under test: nothing of the machine's comes in, nothing stays. */
export interface Home {
  folder: string;
  environment: NodeJS.ProcessEnv;
  leave(): Promise<void>;
}

export async function makeHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-home-'));
  const { TOGETHER_API_KEY: _key, TOGETHER_BASE_URL: _url, ...rest } = process.env;
  return {
    folder,
    environment: { ...rest, LECTERN_DATA: join(folder, 'data'), LECTERN_EXPORTS: join(folder, 'exports') },
    leave: () => rm(folder, { recursive: true, force: true }),
  };
}

const flags = ['--disable-warning=ExperimentalWarning'];
const sources = join(process.cwd(), 'app/hosts/cli/main.ts');
const built = join(process.cwd(), 'dist/host/lectern.js');

/** Starts the web host as it was built, with which `npm start` opens the window; its first line is a link. */
export const startWindow = (home: Home): ChildProcess =>
  spawn(process.execPath, [...flags, built, 'serve'], { env: home.environment });

/** Starts the command line in a process of its own; `input` is what comes in on its stdin. */
export function startLectern(home: Home, words: string[], input = ''): ChildProcess {
  const child = spawn(process.execPath, [...flags, sources, ...words], { env: home.environment });
  // Whoever does not read it may be gone before it is written.
  child.stdin.on('error', () => undefined).end(input);
  return child;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line to its end. */
export async function lectern(home: Home, words: string[], input = ''): Promise<Ended> {
  return ended(startLectern(home, words, input));
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** The first line that a program prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface(child.stdout!);
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}
