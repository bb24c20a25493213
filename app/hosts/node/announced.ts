import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { Problem } from '../../model/problem.ts';

/** Compiling two engines takes 0.3 s warm; a machine busy with an import has taken 5 s. */
const STARTS_WITHIN_MS = 30_000;

const urlShape = v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/));

/**
 * Where a speech service that was just started listens: it prints that as its first line. `ended` settles when its
 * process has ended. Throws Problem `offline-service-failed`.
 */
export async function announcedUrl(stdout: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  const lines = createInterface(stdout);
  try {
    const line = once(lines, 'line', { signal: AbortSignal.timeout(STARTS_WITHIN_MS) });
    const gone = ended.then(() => Promise.reject(new Error('it ended before it said where it listens')));
    const [url] = (await Promise.race([line, gone])) as [unknown];
    return v.parse(urlShape, url);
  } catch (cause) {
    throw new Problem('offline-service-failed', 'the offline speech service did not start', { retryable: true, cause });
  } finally {
    lines.close();
    // Nothing more is expected, but a full pipe would stop whoever writes into it.
    stdout.resume();
  }
}
