import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDesk, segmentsOf } from './desk.ts';

/**
 * A process that exports `minutes` of sound that it has at hand, one segment a minute, or is killed once it has written
 * a number of them: `<data> <out> <format> <minutes> [<death>]`.
 * Prints JSON lines: how far it is, with its memory in bytes, and at the end how it went and what lies beside `out`.
 */
const [data = '', out = '', format = '', minutes = '1', death = 'never'] = process.argv.slice(2);
const segments = segmentsOf(...Array.from({ length: Number(minutes) }, (_, index) => `Minute ${index}.`));
const desk = await openDesk(data);
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const outcome = async () => {
  const started = performance.now();
  try {
    const onProgress = ({ done }: { done: number }) => {
      if (done >= Number(death)) process.kill(process.pid, 'SIGKILL');
      print({ done, memory: process.memoryUsage().rss });
    };
    const { unchanged } = await desk.run({ segments, out, format: format === 'mp3' ? 'mp3' : 'wav', onProgress });
    return { unchanged, ms: performance.now() - started };
  } catch (thrown) {
    return { code: (thrown as { code?: string }).code ?? String(thrown) };
  }
};
await desk.keepMinutes(segments);
const ended = await outcome();
const peak = process.resourceUsage().maxRSS * 1024;
print({ ...ended, peak, beside: readdirSync(dirname(out)) });
await desk.close();
