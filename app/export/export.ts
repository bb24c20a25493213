import { resolve } from 'node:path';
import type { ChapterFiles, ExportSummary, SoundWish, TagWish } from '../model/export.ts';
import { Problem } from '../model/problem.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { ExportedFile, Exports } from '../store/exports.ts';
import type { Takes } from '../store/takes.ts';
import type { Narrator } from '../synthesis/session.ts';
import { type Press, writeBookFile } from './book-file.ts';
import { type Destination, leaveNoEmptyFolders, prepareDestination, type Replace } from './destination.ts';
import { reuse } from './finished.ts';
import { encodingOf } from './formats/encoding.ts';
import { inLanes } from './lanes.ts';
import type { Cover } from './marks/marks.ts';
import { titleOf } from './marks/marks.ts';
import { type Book, planBook, type Plan, type PlannedFile } from './plan.ts';
import { playlistPath, writePlaylist } from './playlist.ts';
import { type Progress, ProgressMeter, type Task } from './progress.ts';
import { listRecipe } from './recipe.ts';

/** What a person wants of an export; the same for every book. */
export interface ExportWish {
  sound: SoundWish;
  /** One file with marked chapters unless said otherwise. */
  chapters?: ChapterFiles | undefined;
  /** Path of the file, with or without places to fill (names/template.ts). */
  out: string;
  /** What is left out is the script's. */
  tags?: TagWish | undefined;
  cover?: Cover | null | undefined;
  /** Which other files that stand in the way may be replaced? Those that this very export wrote before always may. */
  replace: Replace;
}

export interface ExportOptions extends ExportWish {
  script: Book['script'];
  /** In the order in which they are heard. */
  segments: readonly Segment[];
  voice: Voice;
  /** US dollars per million characters; null where none is published. */
  price: number | null;
  narrator: Narrator;
  takes: Pick<Takes, 'read'>;
  exports: Exports;
  /** The program of the threads that encode (encode/worker.ts); null encodes on the caller's thread. */
  encoder: URL | null;
  /** Ms since 1970. */
  clock: () => number;
  signal: AbortSignal;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Settles when the next segment may be begun; an export is paused for as long as it does not. */
  gate?: Press['gate'] | undefined;
}

/** Segments of a file in the making at once: enough that the encoder never waits for a single slow one. */
const WIDTH = 3;
/** Files encoded at once, where there are several: one for each core of a small machine. */
const LANES = 2;

/**
 * Narrates segments into the files of a book. Each appears under its name when it is whole; a cancelled, failed or
 * killed export leaves those that are whole, nothing half written, and what stood there before untouched. Files that
 * were written by the very same recipe before and stand intact are used again, which is how the same export goes on
 * after a failure.
 * Throws `nothing-to-narrate`, `export-settings`, `file-exists` and `destination-unwritable` (with `path`) before any
 * money is spent; then `disk-full`, whatever stops the narrator, and the signal's AbortError.
 */
export async function exportBook(options: ExportOptions): Promise<ExportSummary> {
  const { segments, signal, exports, clock, out, replace, chapters = 'embedded', tags = {}, cover = null } = options;
  signal.throwIfAborted();
  if (segments.length === 0) throw new Problem('nothing-to-narrate', 'no segment to export');
  const plan = planBook({ ...options, encoding: encodingOf(options.sound), chapters, tags, cover });
  const list = listOf(plan);
  const targets = list ? [...plan.files, list] : plan.files;
  const destination: Destination = { base: plan.base, targets, named: resolve(out), replace };
  await prepareDestination(destination, exports, clock());
  try {
    const { written, ...rest } = await filesOf(plan, options);
    if (list) await listed(list, plan, written, options);
    const own = chapters === 'split' ? written : written.slice(0, 1);
    const seconds = own.reduce((sum, file) => sum + file.seconds, 0);
    return { files: targets.map(({ path }) => path), seconds, ...rest };
  } catch (thrown) {
    await leaveNoEmptyFolders(destination);
    throw thrown;
  }
}

/** Every planned file on the disk, in order, and what that took. */
async function filesOf({ files }: Plan, options: ExportOptions) {
  const { exports, signal, narrator, voice } = options;
  const written = new Map<PlannedFile, ExportedFile>();
  for (const file of files) {
    // A take that has gone is made again, and may sound otherwise than in the file.
    if (!file.segments.every((segment) => narrator.find(segment, voice))) continue;
    const found = await reuse(file.recipe, file.path, exports, signal);
    if (found) written.set(file, found);
  }
  const missing = files.filter((file) => !written.has(file));
  const { press, bought } = pressFor(files, missing, options);
  const write = async (file: PlannedFile, either: AbortSignal) => {
    const record = (whole: ExportedFile) => exports.record(file.recipe, whole);
    written.set(file, await writeBookFile(file, press, either, record));
  };
  await inLanes(missing, LANES, write, signal);
  return {
    written: files.map((file) => written.get(file)!),
    ...tally(options, bought),
    unchanged: missing.length === 0,
  };
}

/** What all files are written with; it tells how far they are, and notes which segments had to be bought. */
function pressFor(files: readonly PlannedFile[], missing: readonly PlannedFile[], options: ExportOptions) {
  const { segments, voice, narrator, takes, encoder, clock, onProgress = () => {}, gate = async () => {} } = options;
  // A segment that goes into two files is bought for the first of them.
  const tasks = new Map<Segment, Task[]>();
  for (const segment of missing.flatMap((file) => file.segments)) {
    const { length: characters } = segment.spoken;
    const earlier = tasks.get(segment);
    if (earlier) earlier.push({ characters, cached: true });
    else tasks.set(segment, [{ characters, cached: narrator.find(segment, voice) !== null }]);
  }
  const all = [...tasks.values()].flat();
  const before = files.reduce((sum, file) => sum + file.segments.length, 0) - all.length;
  const meter = new ProgressMeter({ segments: segments.length, tasks: all, before }, clock, onProgress);
  const bought = new Set<Segment>();
  const onSegment: Press['onSegment'] = (segment, { cached }) => {
    if (!cached) bought.add(segment);
    meter.passed(tasks.get(segment)!.shift()!);
  };
  const width = missing.length > 1 ? Math.ceil(WIDTH / LANES) : WIDTH;
  return { bought, press: { voice, narrator, takes, encoder, width, gate, onSegment } };
}

/** The list of the chapters' files, where they have files. */
function listOf({ files, title }: Plan): { path: string; recipe: string } | null {
  const chapters = files.filter(({ marks }) => marks.part !== null);
  if (chapters.length === 0) return null;
  const recipes = chapters.flatMap(({ path, recipe }) => [path, recipe]);
  return { path: playlistPath(chapters[0]!.path, title), recipe: listRecipe(title, recipes) };
}

async function listed(
  { path, recipe }: { path: string; recipe: string },
  { files, title }: Plan,
  written: readonly ExportedFile[],
  { exports, signal }: ExportOptions,
): Promise<void> {
  const entries = files.flatMap((file, index) =>
    file.marks.part ? [{ path: file.path, title: titleOf(file.marks), seconds: written[index]!.seconds }] : [],
  );
  if (await reuse(recipe, path, exports, signal)) return;
  await writePlaylist({ path, title, entries }, signal, (digest) =>
    exports.record(recipe, { path, seconds: 0, ...digest }),
  );
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
