import { resolve } from 'node:path';
import type { ChapterFiles, Companion, ExportSummary, SoundReport, SoundWish, TagWish } from '../model/export.ts';
import { Problem } from '../model/problem.ts';
import type { Segment } from '../model/script.ts';
import { estimate } from '../script/estimate.ts';
import type { ExportedFile, Exports } from '../store/exports.ts';
import type { Takes } from '../store/takes.ts';
import type { Narrator } from '../synthesis/session.ts';
import { writeCompanions } from './beside/companions.ts';
import { companionsOf } from './beside/plan.ts';
import { type Press, writeBookFile } from './book-file.ts';
import { type Destination, leaveNoEmptyFolders, prepareDestination, type Replace } from './destination.ts';
import { reuse } from './finished.ts';
import { encodingOf } from './formats/encoding.ts';
import { inLanes } from './lanes.ts';
import { treatmentOf } from './loudness/treatment.ts';
import type { Cover } from './marks/marks.ts';
import { type Book, planBook, type Plan, type PlannedFile } from './plan.ts';
import { type Progress, ProgressMeter, type Task } from './progress.ts';
import type { Texts } from './subtitles/cues.ts';

/** What a person wants of an export; the same for every book. */
export interface ExportWish {
  sound: SoundWish;
  /** One file with marked chapters unless said otherwise. */
  chapters?: ChapterFiles | undefined;
  /** Path of the file, with or without places to fill (names/template.ts). */
  out: string;
  /** What chapters' files are called where `out` does not say it; places to fill, no ending. */
  chapterName?: string | undefined;
  /** What is left out is the script's. */
  tags?: TagWish | undefined;
  cover?: Cover | null | undefined;
  /** What is written beside each file. */
  beside?: readonly Companion[] | undefined;
  /** Which other files that stand in the way may be replaced? Those that this very export wrote before always may. */
  replace: Replace;
}

export interface ExportOptions extends ExportWish {
  script: Book['script'];
  /** In the order in which they are heard. */
  segments: readonly Segment[];
  /** Who pays; null where nobody keeps count. */
  account?: string | null;
  /** US dollars per million characters of a model; null where none is published. */
  price: (model: string) => number | null;
  narrator: Narrator;
  takes: Pick<Takes, 'read'>;
  /** When the words of a segment are heard, where anybody knows; else subtitles go by the pauses in its take. */
  words?: Texts['wordsOf'];
  exports: Exports;
  /** The program of the threads that encode (encode/worker.ts); null encodes on the caller's thread. */
  encoder: URL | null;
  /** A thread that encoded had ended by itself, and its file is begun anew. */
  mended?: (() => void) | undefined;
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
  const { script, sound, beside = [], words } = options;
  signal.throwIfAborted();
  if (segments.length === 0) throw new Problem('nothing-to-narrate', 'no segment to export');
  const [encoding, treatment] = [encodingOf(sound), treatmentOf(sound)];
  const plan = planBook({ ...options, encoding, treatment, chapters, tags, cover });
  const { texts, blocksOf } = textsOf(script, words);
  const companions = companionsOf(plan, beside, texts);
  const targets = [...plan.files, ...companions];
  const destination: Destination = { base: plan.base, targets, named: resolve(out), replace };
  await prepareDestination(destination, exports, clock());
  try {
    const { written, unchanged, ...rest } = await filesOf(plan, options);
    const changed = await writeCompanions(companions, { ...options, texts, blocksOf, written });
    const all = plan.files.map((file) => written.get(file)!);
    const own = chapters === 'split' ? all : all.slice(0, 1);
    const seconds = own.reduce((sum, file) => sum + file.seconds, 0);
    const files = targets.map(({ path }) => path);
    return { files, reports: all.flatMap(reportOf), seconds, ...rest, unchanged: unchanged && !changed };
  } catch (thrown) {
    await leaveNoEmptyFolders(destination);
    throw thrown;
  }
}

/** Every planned file on the disk, in order, and what that took. */
async function filesOf({ files }: Plan, options: ExportOptions) {
  const { exports, signal, narrator } = options;
  const written = new Map<PlannedFile, ExportedFile>();
  for (const file of files) {
    // A take that has gone is made again, and may sound otherwise than in the file.
    if (!file.segments.every((segment) => narrator.find(segment))) continue;
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
  return { written, ...tally(options, bought), unchanged: missing.length === 0 };
}

/** What was measured of a file when it was written. */
const reportOf = ({ path, report }: ExportedFile): SoundReport[] =>
  report === null ? [] : [{ ...(JSON.parse(report) as Omit<SoundReport, 'path'>), path }];

/** What all files are written with; it tells how far they are, and notes which segments had to be bought. */
function pressFor(files: readonly PlannedFile[], missing: readonly PlannedFile[], options: ExportOptions) {
  const {
    segments,
    account = null,
    price,
    narrator,
    signal: buying,
    takes,
    encoder,
    clock,
    onProgress = () => {},
    gate = async () => {},
    mended = () => {},
  } = options;
  // A segment that goes into two files is bought for the first of them.
  const tasks = new Map<Segment, Task[]>();
  const hearings = missing.flatMap((file) => Array.from({ length: hearingsOf(file) }, () => file.segments).flat());
  for (const segment of hearings) {
    const task = { characters: segment.spoken.length, price: price(segment.voice.model) };
    const earlier = tasks.get(segment);
    if (earlier) earlier.push({ ...task, cached: true });
    else tasks.set(segment, [{ ...task, cached: narrator.find(segment) !== null }]);
  }
  const all = [...tasks.values()].flat();
  const before = files.reduce((sum, file) => sum + file.segments.length * hearingsOf(file), 0) - all.length;
  const meter = new ProgressMeter({ segments: segments.length, tasks: all, before }, clock, onProgress);
  const bought = new Set<Segment>();
  const onSegment: Press['onSegment'] = (segment, { cached }) => {
    if (!cached) bought.add(segment);
    meter.passed(tasks.get(segment)!.shift()!);
  };
  const width = missing.length > 1 ? Math.ceil(WIDTH / LANES) : WIDTH;
  return { bought, press: { account, narrator, buying, takes, encoder, width, gate, onSegment, mended } };
}

/** A file that is to have a loudness is measured before it is written. */
const hearingsOf = ({ treatment }: PlannedFile) => (treatment.goal ? 2 : 1);

/** What the script says of the text behind the sound. */
function textsOf({ chapters }: Book['script'], words: ExportOptions['words']) {
  const blocks = new Map(
    chapters.flatMap((chapter) => chapter.blocks?.map(({ id, text }) => [id, text] as const) ?? []),
  );
  const shown = new Map(chapters.map(({ id, blocks: own }) => [id, own]));
  return {
    texts: { textOf: ({ block }: Segment) => blocks.get(block) ?? null, wordsOf: words },
    blocksOf: (chapter: string) => shown.get(chapter) ?? null,
  };
}

function tally({ segments, price }: ExportOptions, bought: ReadonlySet<Segment>) {
  const { characters } = estimate(segments, price, () => true);
  const { cost } = estimate([...bought], price, () => false);
  return {
    characters,
    segments: segments.length,
    cached: segments.length - bought.size,
    cost,
  };
}
