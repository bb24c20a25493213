import { basename, extname, resolve } from 'node:path';
import type { ExportFormat } from '../../model/export.ts';
import { Problem } from '../../model/problem.ts';
import type { Studio } from '../../studio/studio.ts';
import type { Invocation } from './arguments.ts';
import { progressLine } from './progress.ts';
import { clock } from '../../words/figures.ts';
import { voiceWords } from '../../words/voices.ts';

type Narrate = Extract<Invocation, { command: 'narrate' }>;

/** Reads a document into a sound file; answers what is printed on stdout. */
export async function narrate(studio: Studio, wanted: Narrate, signal: AbortSignal): Promise<string> {
  const out = resolve(wanted.out);
  const format = formatOf(out);
  const path = resolve(wanted.file);
  const narration = await studio.narrations.prepare({ path, name: basename(path) }, wanted.wish, signal);
  const line = progressLine(process.stderr);
  try {
    const { script, segments, voice } = narration;
    const summary = await studio.export(
      { script, segments, voice },
      { format, out, signal, onProgress: (progress) => line.show(progress) },
    );
    if (wanted.json) return `${JSON.stringify(summary)}\n`;
    line.end();
    const spent = summary.cost ? `, $${summary.cost.toFixed(4)}` : '';
    const again = summary.unchanged ? ' (unchanged)' : '';
    const length = `${clock(summary.seconds)}, ${summary.segments} segments`;
    process.stderr.write(`${script.title}: ${length}, voice ${voiceWords(voice.voice)}${spent}${again}\n`);
    return `${summary.files.join('\n')}\n`;
  } finally {
    line.end();
  }
}

const formats: Readonly<Record<string, ExportFormat>> = { '.wav': 'wav', '.mp3': 'mp3' };

/** The format that a file's name asks for. Throws Problem `format-unknown`. */
function formatOf(out: string): ExportFormat {
  const format = formats[extname(out).toLowerCase()];
  if (!format) throw new Problem('format-unknown', `${basename(out)} does not end in .wav or .mp3`);
  return format;
}
