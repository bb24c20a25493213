import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatNamed } from '../../../app/export/formats/formats.ts';
import { openDesk, segmentsOf } from './desk.ts';

/**
 * A process that exports `minutes` of sound that it has at hand, one segment a minute, or is killed once it has written
 * a number of them: `<data> <out> <format> <minutes> [<death>]`.
 * Prints a line of JSON at its end: how it went, how many takes were read, the most memory it took in bytes and what
 * lies beside `out`.
 */
const [data = '', out = '', format = '', minutes = '1', death = 'never'] = process.argv.slice(2);
const segments = segmentsOf(...Array.from({ length: Number(minutes) }, (_, index) => `Minute ${index}.`));
const encoder = new URL('../../../app/export/encode/worker.ts', import.meta.url);
const desk = await openDesk(data);
let reads = 0;
const takes = {
  read(...[take, options]: Parameters<typeof desk.takes.read>) {
    reads += 1;
    return desk.takes.read(take, options);
  },
};
const outcome = async () => {
  try {
    const onProgress = ({ done }: { done: number }) => {
      if (done >= Number(death)) process.kill(process.pid, 'SIGKILL');
    };
    const { unchanged } = await desk.run({
      ...{ segments, out, takes },
      format: formatNamed(`.${format}`) ?? 'wav',
      encoder,
      onProgress,
    });
    return { unchanged, reads };
  } catch (thrown) {
    return { code: (thrown as { code?: string }).code ?? String(thrown) };
  }
};
await desk.keepMinutes(segments);
const ended = await outcome();
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ ...ended, peak, beside: readdirSync(dirname(out)) }));
await desk.close();
