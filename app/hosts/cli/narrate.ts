import { basename, extname, resolve } from 'node:path';
import type { ExportFormat, ExportSummary } from '../../model/export.ts';
import { Problem } from '../../model/problem.ts';
import type { Narration } from '../../studio/narrations.ts';
import type { Studio } from '../../studio/studio.ts';
import { clock } from '../../words/figures.ts';
import type { Invocation } from './arguments.ts';
import { progressLine } from './progress.ts';
import { voiceWords } from '../../words/voices.ts';

type Narrate = Extract<Invocation, { command: 'narrate' }>;

/** Reads a document into a sound file, aloud, or both; answers what is printed on stdout. */
export async function narrate(studio: Studio, wanted: Narrate, signal: AbortSignal): Promise<string> {
  const file = wanted.out === null ? null : target(wanted.out);
  const path = resolve(wanted.file);
  const narration = await studio.narrations.prepare({ path, name: basename(path) }, wanted.wish, signal);
  const write = (until: AbortSignal) => file && written(studio, narration, { ...file, signal: until });
  if (!wanted.play) return summed(narration, await write(signal), wanted.json);

  // Whichever fails takes the other with it; the reason is the same for both.
  const failed = new AbortController();
  const until = AbortSignal.any([signal, failed.signal]);
  const sounding = Promise.withResolvers<void>();
  const listened = studio.play(narration, { speed: wanted.speed, signal: until, onSounding: sounding.resolve });
  // The file waits for the first sound: that must not stand in a queue behind what is not heard for a while yet.
  const wrote = Promise.race([sounding.promise, listened]).then(() => write(until));
  for (const work of [listened, wrote]) work.catch((reason: unknown) => failed.abort(reason));
  await Promise.allSettled([listened, wrote]);
  return summed(narration, await wrote, wanted.json, { meters: await listened });
}

interface Target {
  format: ExportFormat;
  out: string;
}

async function written(
  studio: Studio,
  { script, segments, voice }: Narration,
  how: Target & { signal: AbortSignal },
): Promise<ExportSummary> {
  const line = progressLine(process.stderr);
  try {
    return await studio.export({ script, segments, voice }, { ...how, onProgress: (progress) => line.show(progress) });
  } finally {
    line.end();
  }
}

/** The summary for a program on stdout; for a person the files there, and the figures on stderr. */
function summed({ script, voice }: Narration, summary: ExportSummary | null, json: boolean, more: object = {}): string {
  if (json) return `${JSON.stringify({ ...summary, ...more })}\n`;
  if (!summary) return '';
  const spent = summary.cost ? `, $${summary.cost.toFixed(4)}` : '';
  const again = summary.unchanged ? ' (unchanged)' : '';
  const length = `${clock(summary.seconds)}, ${summary.segments} segments`;
  process.stderr.write(`${script.title}: ${length}, voice ${voiceWords(voice.voice)}${spent}${again}\n`);
  return `${summary.files.join('\n')}\n`;
}

const formats: Readonly<Record<string, ExportFormat>> = { '.wav': 'wav', '.mp3': 'mp3' };

/** A file in the format that its name asks for. Throws Problem `format-unknown`. */
function target(name: string): Target {
  const out = resolve(name);
  const format = formats[extname(out).toLowerCase()];
  if (!format) throw new Problem('format-unknown', `${basename(out)} does not end in .wav or .mp3`);
  return { format, out };
}
