import { resolve } from 'node:path';
import type { ExportFormat, ExportSummary } from '../model/export.ts';
import { TAKE_RATE } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { Take } from '../model/take.ts';
import { silence } from '../pcm/silence.ts';
import type { Exports } from '../store/exports.ts';
import { createTemporary, fileProblem } from '../store/files.ts';
import type { Takes } from '../store/takes.ts';
import { ahead } from '../synthesis/ahead.ts';
import type { Narrator } from '../synthesis/session.ts';
import { prepareDestination } from './destination.ts';
import { createEncoder, type Encoder } from './encoder.ts';
import type { Tags } from './encoding.ts';
import { digestOf, reuse } from './finished.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { type Part, recipeOf } from './recipe.ts';

export interface ExportOptions {
  script: Tags;
  /** In the order in which they are heard. */
  segments: readonly Segment[];
  voice: Voice;
  /** US dollars per million characters; null where none is published. */
  price: number | null;
  format: ExportFormat;
  /** Path of the file; what stands there is replaced once the new file is whole, never before. */
  out: string;
  narrator: Narrator;
  takes: Pick<Takes, 'read'>;
  exports: Exports;
  /** Ms since 1970. */
  clock: () => number;
  signal: AbortSignal;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Segments in the making at once: enough that the encoder never waits for a single slow one. */
const WIDTH = 3;

/**
 * Narrates segments into one file: each take, then its pause, encoded once as they come. A cancelled, failed or killed
 * export leaves nothing under `out`, and what stood there untouched. Where the very same sound was exported before
 * and stands intact, that file is used again and nothing is encoded.
 * Throws `nothing-to-narrate`, `destination-unwritable` (with `path`), `disk-full`, whatever stops the narrator, and the
 * signal's AbortError.
 */
export async function exportScript(options: ExportOptions): Promise<ExportSummary> {
  const { segments, narrator, voice, signal, clock } = options;
  signal.throwIfAborted();
  if (segments.length === 0) throw new Problem('nothing-to-narrate', 'no segment to export');
  const out = resolve(options.out);
  await prepareDestination(out, clock());

  const found = segments.map((segment) => narrator.find(segment, voice));
  return (await reused(options, out, found)) ?? (await written(options, out, found));
}

/** The same export as it was finished before, or null. Buys and encodes nothing. */
async function reused(options: ExportOptions, out: string, found: readonly (Take | null)[]) {
  const { script, segments, format, exports, signal, onProgress } = options;
  const parts: Part[] = [];
  for (const [index, { pauseAfter }] of segments.entries()) {
    const take = found[index];
    if (!take) return null;
    parts.push({ key: take.key, pauseAfter });
  }
  const file = await reuse(recipeOf(parts, format, script), out, exports, signal);
  if (!file) return null;
  onProgress?.({ segments: segments.length, done: segments.length, remaining: 0 });
  return { ...tally(options, new Set()), files: [out], seconds: file.seconds, unchanged: true };
}

async function written(options: ExportOptions, out: string, found: readonly (Take | null)[]) {
  const { script, format, exports } = options;
  const { parts, bought, ...file } = await saved(options, out, found);
  exports.record(recipeOf(parts, format, script), file);
  return { ...tally(options, bought), files: [out], seconds: file.seconds, unchanged: false };
}

/** The whole file on the disk under its name, or nothing at all. */
async function saved(options: ExportOptions, out: string, found: readonly (Take | null)[]) {
  const { script, format, signal } = options;
  const temporary = await createTemporary(out);
  let encoder: Encoder | null = null;
  try {
    encoder = await createEncoder(format, temporary.handle, script);
    const { frames, ...sound } = await encoded(options, encoder, found);
    await encoder.finish();
    const digest = await digestOf(temporary.handle, signal);
    await temporary.commit();
    return { path: out, seconds: frames / TAKE_RATE, ...digest, ...sound };
  } catch (thrown) {
    await encoder?.abandon();
    await temporary.discard();
    throw fileProblem(thrown, out);
  }
}

/** Makes all segments and encodes them in order, each with the pause that follows it. */
async function encoded(options: ExportOptions, encoder: Encoder, found: readonly (Take | null)[]) {
  const { segments, voice, narrator, takes, clock, signal, onProgress = () => {} } = options;
  const tasks = segments.map(({ spoken }, index) => ({ characters: spoken.length, cached: found[index] !== null }));
  const meter = new ProgressMeter(tasks, clock, onProgress);
  const parts: Part[] = [];
  const bought = new Set<Segment>();
  let frames = 0;
  const write = async (samples: Int16Array) => {
    await encoder.write(samples);
    frames += samples.length;
  };
  const make = async (segment: Segment, either: AbortSignal) => ({
    segment,
    made: await narrator.make(segment, voice, either),
  });
  for await (const { segment, made } of ahead(segments, make, { width: WIDTH, signal })) {
    for await (const pcm of takes.read(made.take, { signal })) await write(pcm.samples);
    await write(silence(segment.pauseAfter, TAKE_RATE));
    parts.push({ key: made.take.key, pauseAfter: segment.pauseAfter });
    if (!made.cached) bought.add(segment);
    meter.passed();
  }
  return { parts, frames, bought };
}

function tally({ segments, price }: ExportOptions, bought: ReadonlySet<Segment>) {
  const length = (some: Iterable<Segment>) => [...some].reduce((sum, { spoken }) => sum + spoken.length, 0);
  const paid = length(bought);
  return {
    characters: length(segments),
    segments: segments.length,
    cached: segments.length - bought.size,
    cost: paid === 0 ? 0 : price === null ? null : (paid * price) / 1e6,
  };
}
