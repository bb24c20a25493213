import { basename, resolve } from 'node:path';
import type { ExportSummary } from '../../model/export.ts';
import { isCancelled, plainProblem } from '../../model/problem.ts';
import type { Narration } from '../../studio/narrations.ts';
import type { Studio } from '../../studio/studio.ts';
import { clock } from '../../words/figures.ts';
import { soundWords } from '../../words/sound.ts';
import { voiceWords } from '../../words/voices.ts';
import { type Invocation, keepable } from './arguments.ts';
import { isBadInput } from './bad-input.ts';
import { omittedLines } from './omitted.ts';
import { progressLine } from './progress.ts';

type Narrate = Extract<Invocation, { command: 'narrate' }>;

/**
 * Reads a document into sound files, aloud, or both; answers what is printed on stdout. `words` are kept until a file
 * is done, so that `narrate --resume` can say them again.
 */
export async function narrate(studio: Studio, wanted: Narrate, words: string[], signal: AbortSignal): Promise<string> {
  if (wanted.out === null || wanted.play) return narrated(studio, wanted, signal);
  const folder = process.cwd();
  const kept = keepable(words);
  const same = (order: { words: string[]; folder: string }) =>
    order.folder === folder && order.words.join('\0') === kept.join('\0');
  const known = studio.orders.list().find((order) => same(order.wanted));
  const { id } = known ?? studio.orders.add({ words: kept, folder });
  studio.orders.claim(id);
  try {
    const printed = await narrated(studio, wanted, signal);
    studio.orders.remove(id);
    return printed;
  } catch (thrown) {
    // The same words would only fail again.
    if (!isCancelled(thrown) && isBadInput(plainProblem(thrown).code)) studio.orders.remove(id);
    throw thrown;
  }
}

async function narrated(studio: Studio, wanted: Narrate, signal: AbortSignal): Promise<string> {
  const path = resolve(wanted.file);
  const narration = await studio.narrations.prepare(
    { path, name: basename(path), password: wanted.password, ...wanted.spoken },
    wanted.wish,
    signal,
  );
  const write = (until: AbortSignal) => written(studio, narration, wanted, until);
  if (!wanted.play) return summed(narration, wanted, await write(signal));

  // Whichever fails takes the other with it; the reason is the same for both.
  const failed = new AbortController();
  const until = AbortSignal.any([signal, failed.signal]);
  const sounding = Promise.withResolvers<void>();
  const listened = studio.play(narration, { speed: wanted.speed, signal: until, onSounding: sounding.resolve });
  // The file waits for the first sound: that must not stand in a queue behind what is not heard for a while yet.
  const wrote = Promise.race([sounding.promise, listened]).then(() => write(until));
  for (const work of [listened, wrote]) work.catch((reason: unknown) => failed.abort(reason));
  await Promise.allSettled([listened, wrote]);
  return summed(narration, wanted, await wrote, { meters: await listened });
}

/** The files that were asked for, or null where none was. */
async function written(
  studio: Studio,
  narration: Narration,
  wanted: Narrate,
  signal: AbortSignal,
): Promise<ExportSummary | null> {
  if (wanted.out === null) return null;
  const { chapters, tags, force, cover, beside, ...sound } = wanted.export;
  const line = progressLine(process.stderr);
  try {
    return await studio.export(narration, {
      ...{ sound, chapters, beside, tags, out: resolve(wanted.out), cover: cover && resolve(cover) },
      ...{ replace: force, signal },
      onProgress: (progress) => line.show(progress),
    });
  } finally {
    line.end();
  }
}

/** The summary for a program on stdout; for a person the files there, and the figures on stderr. */
function summed(
  { script, voice, omitted }: Narration,
  wanted: Narrate,
  summary: ExportSummary | null,
  more: object = {},
): string {
  if (wanted.json) return `${JSON.stringify({ ...summary, ...more })}\n`;
  if (!summary) return '';
  const title = wanted.export.tags.title ?? script.title;
  const spent = summary.cost ? `, $${summary.cost.toFixed(4)}` : '';
  const again = summary.unchanged ? ' (unchanged)' : '';
  const length = `${clock(summary.seconds)}, ${summary.segments} segments`;
  process.stderr.write(`${title}: ${length}, voice ${voiceWords(voice.voice)}${spent}${again}\n`);
  if (summary.reports.some(({ rules }) => rules.length > 0)) {
    for (const report of summary.reports) process.stderr.write(`${basename(report.path)}: ${soundWords(report)}\n`);
  }
  for (const line of omittedLines(omitted)) process.stderr.write(`${line}\n`);
  return `${summary.files.join('\n')}\n`;
}
