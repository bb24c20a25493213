import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const run = promisify(execFile);

export interface Probe {
  format: { duration: string; tags: Record<string, string> };
  streams: { codec_type: string; codec_name: string; sample_rate: string; channels: number }[];
  chapters: { start_time: string; end_time: string; tags: { title: string } }[];
}

/** What ffprobe finds in a file, of which it complains of nothing. */
export async function probed(file: string): Promise<Probe> {
  const words = ['-v', 'error', '-show_format', '-show_streams', '-show_chapters', '-of', 'json', file];
  const { stdout, stderr } = await run('ffprobe', words);
  expect(stderr.replaceAll(/.*Unsupported codec with id \d+.*\n/g, '')).toBe('');
  return JSON.parse(stdout) as Probe;
}
