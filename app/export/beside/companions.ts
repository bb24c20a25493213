import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { writeArchive } from '../epub/archive.ts';
import { epubEntries, type NarratedChapter } from '../epub/book.ts';
import type { ShownBlock } from '../epub/pages.ts';
import { reuse } from '../finished.ts';
import { cueSheetFile } from '../marks/cue-sheet.ts';
import { titleOf } from '../marks/marks.ts';
import type { PlannedFile } from '../plan.ts';
import { type Cue, type CueNeeds, cuesOf, placesIn } from '../subtitles/cues.ts';
import { lrc, srt, vtt } from '../subtitles/written.ts';
import type { ExportedFile, Exports } from '../../store/exports.ts';
import type { PlannedCompanion } from './plan.ts';
import { playlist } from './playlist.ts';
import { writeWhole } from './whole-file.ts';

export interface CompanionNeeds extends CueNeeds {
  exports: Exports;
  /** What a chapter shows beside what is spoken of it; null where only that is known. */
  blocksOf(chapter: string): readonly ShownBlock[] | null;
  written: ReadonlyMap<PlannedFile, ExportedFile>;
}

/** Writes what goes beside sound that is written; what stands there already by the same recipe is left as it is. */
export async function writeCompanions(
  companions: readonly PlannedCompanion[],
  needs: CompanionNeeds,
): Promise<boolean> {
  const { exports, signal } = needs;
  /** Subtitles in several formats are heard out once. */
  const heard = new Map<PlannedFile, Promise<Cue[]>>();
  const cues = (file: PlannedFile) => {
    const known = heard.get(file) ?? cuesOf(file, needs);
    heard.set(file, known);
    return known;
  };
  let changed = false;
  for (const companion of companions) {
    const { path, recipe } = companion;
    signal.throwIfAborted();
    if (await reuse(recipe, path, exports, signal)) continue;
    changed = true;
    const write = (handle: FileHandle) => written(companion, handle, cues, needs);
    await writeWhole(path, write, signal, (digest) =>
      exports.record(recipe, { path, seconds: 0, report: null, ...digest }),
    );
  }
  return changed;
}

async function written(
  companion: PlannedCompanion,
  handle: FileHandle,
  cues: (file: PlannedFile) => Promise<Cue[]>,
  needs: CompanionNeeds,
): Promise<void> {
  if (companion.kind === 'epub') {
    const { files, recipe } = companion;
    const [{ marks, encoding }] = files as [PlannedFile];
    const chapters: NarratedChapter[] = [];
    for (const file of files) chapters.push(...narrated(file, await cues(file), needs));
    return writeArchive(handle, epubEntries({ marks, format: encoding.format, recipe, chapters }), needs.signal);
  }
  await handle.writeFile('file' in companion ? await text(companion, cues, needs) : listed(companion, needs));
}

function listed({ files, path }: { files: readonly PlannedFile[]; path: string }, { written }: CompanionNeeds): string {
  const entries = files.map((file) => ({
    ...{ path: file.path, title: titleOf(file.marks) },
    seconds: written.get(file)!.seconds,
  }));
  return playlist(dirname(path), files[0]!.marks.book.title, entries);
}

async function text(
  { kind, file }: Extract<PlannedCompanion, { file: unknown }>,
  cues: (file: PlannedFile) => Promise<Cue[]>,
  needs: CompanionNeeds,
): Promise<string> {
  if (kind === 'report') {
    const report: unknown = JSON.parse(needs.written.get(file)!.report ?? 'null');
    return `${JSON.stringify({ file: basename(file.path), ...(report as object | null) }, null, 2)}\n`;
  }
  if (kind === 'cue') {
    const places = placesIn(file, needs);
    return cueSheetFile(basename(file.path), file.marks, chapterStarts(file, places.takes));
  }
  const own = await cues(file);
  if (kind === 'srt') return srt(own);
  return kind === 'vtt' ? vtt(own) : lrc(own, file.marks, placesIn(file, needs).end);
}

/** In seconds; the first chapter starts with the file, whatever silence that has before it. */
const chapterStarts = ({ opens }: PlannedFile, takes: readonly { at: number }[]) =>
  opens.map((number, index) => (index === 0 ? 0 : takes[number]!.at));

/** The chapters of a sound file, one or all. */
function narrated(file: PlannedFile, cues: readonly Cue[], needs: CompanionNeeds): NarratedChapter[] {
  const { takes, end } = placesIn(file, needs);
  const starts = file.marks.part ? [0] : chapterStarts(file, takes);
  const opens = file.marks.part ? [0] : file.opens;
  return opens.map((number, index) => {
    const { chapter } = file.segments[number]!;
    const own = cues.filter((cue) => cue.chapter === chapter);
    return {
      title: file.marks.part?.title ?? file.marks.chapters[index]!,
      blocks: needs.blocksOf(chapter) ?? spokenOnly(file, chapter),
      ...{ cues: own, sound: file.path, from: starts[index]!, to: starts[index + 1] ?? end },
    };
  });
}

const spokenOnly = ({ segments }: PlannedFile, chapter: string): ShownBlock[] =>
  segments.flatMap((segment) =>
    segment.chapter === chapter ? [{ id: segment.id, kind: 'text', text: segment.spoken }] : [],
  );
