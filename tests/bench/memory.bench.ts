/** Does a stream of 1 GB take more memory the longer it lasts? Its second half is held against its first. */
import { median, report } from './figure.ts';
import { REQUEST, startService } from './service.ts';

const MB = 1e6;
const SIZE = 1_000 * MB;
/** Parts between two looks: a look takes longer than a part. */
const LOOK = 500;

const service = await startService();
const held: number[] = [];
let parts = 0;
let heard = 0;
for await (const part of service.client.stream({ ...REQUEST, input: `bytes ${SIZE}` }, new AbortController().signal)) {
  if ('samples' in part) heard += part.samples.byteLength;
  if (parts++ % LOOK === 0) held.push(process.memoryUsage().rss / MB);
}
const half = held.length >> 1;
const growth = median(held.slice(half)) - median(held.slice(0, half));
report({ what: 'sound heard', unit: 'MB', lectern: heard / MB });
report({ what: 'most memory', unit: 'MB', lectern: Math.max(...held) });
report({ what: 'growth, half to half', unit: 'MB', lectern: growth, target: { of: 'lectern', most: 32 } });
await service.stop();
