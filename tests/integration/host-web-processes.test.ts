import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Home, makeHome, startLectern } from '../tools/lectern.ts';

let home: Home;
let long = '';
beforeAll(async () => {
  home = await makeHome();
  long = join(home.folder, 'long.txt');
  const paragraph = (n: number) =>
    `Paragraph ${n} of an evening by the fire, which went on for longer than anybody had planned.`;
  await writeFile(long, Array.from({ length: 400 }, (_, n) => paragraph(n)).join('\n\n'));
});
afterAll(() => home.leave());

/** The commands of processes that run with this home in their environment. */
async function running(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    ids.map(async (id) => {
      const [environment, command] = await Promise.all(
        ['environ', 'cmdline'].map((name) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '')),
      );
      return environment!.includes(home.folder) ? [command!.replaceAll('\0', ' ')] : [];
    }),
  );
  return found.flat();
}

const services = async () => (await running()).filter((command) => command.includes('app/local/main.ts'));

const patient = { timeout: 20_000, interval: 50 };

test.runIf(process.platform === 'linux').each([
  ['speech-service', () => ['speech-service']],
  ['narrate', () => ['narrate', long, '--out', join(home.folder, 'long.mp3')]],
] as const)('%s leaves no process behind when it is killed', async (_name, words) => {
  const child = startLectern(home, words());
  await vi.waitFor(async () => expect(await services()).toHaveLength(1), patient);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await vi.waitFor(async () => expect(await running()).toEqual([]), patient);
});
