import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Host, Records } from '../../studio/host.ts';
import { anonymous } from './anonymous.ts';

/** Kept at two files of this many bytes: enough for weeks of events, never a burden. */
const LARGEST = 1_000_000;

/**
 * A line of JSON an event in `<data>/lectern.log`: time, event, numbers. It never holds text, keys or payloads, and
 * a log that can't be written never stops the app.
 */
export function fileLog(data: string): Host['log'] {
  const file = fileOf(data);
  let waiting = '';
  let busy = false;
  const write = async (lines: string) => {
    await mkdir(data, { recursive: true, mode: 0o700 });
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    if (size > LARGEST) await rename(file, `${file}.1`);
    await appendFile(file, lines, { mode: 0o600 });
  };
  // Events of a busy moment are written together: one by one they would be minutes behind.
  const writeAll = async () => {
    busy = true;
    while (waiting) {
      const lines = waiting;
      waiting = '';
      await write(lines).catch(() => undefined);
    }
    busy = false;
  };
  return (event, numbers = {}) => {
    waiting += `${JSON.stringify({ time: new Date().toISOString(), event, ...numbers })}\n`;
    if (!busy) void writeAll();
  };
}

/** What `fileLog` has written. */
export function fileRecords(data: string): Records {
  const file = fileOf(data);
  const linesOf = async (path: string) => (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return {
    place: file,
    async last(lines) {
      const now = await linesOf(file);
      return (now.length < lines ? [...(await linesOf(`${file}.1`)), ...now] : now).slice(-lines);
    },
    anonymous: (text) => anonymous(text, { home: homedir(), name: userInfo().username }),
  };
}

const fileOf = (data: string) => join(data, 'lectern.log');
