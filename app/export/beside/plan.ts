import { createHash } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import type { Companion } from '../../model/export.ts';
import { Problem } from '../../model/problem.ts';
import { EPUB_SOUND } from '../epub/book.ts';
import { fileName } from '../names/file-name.ts';
import type { Plan, PlannedFile } from '../plan.ts';
import { listRecipe } from '../recipe.ts';
import type { Texts } from '../subtitles/cues.ts';
import { playlistPath } from './playlist.ts';

/** A file beside the sound: of one sound file, or of the whole book. */
export type PlannedCompanion = { path: string; recipe: string } & (
  { kind: Exclude<Companion, 'epub'>; file: PlannedFile } | { kind: 'epub' | 'playlist'; files: readonly PlannedFile[] }
);

const ENDINGS: Readonly<Record<Exclude<Companion, 'epub'>, string>> = {
  ...{ srt: '.srt', vtt: '.vtt', lrc: '.lrc', cue: '.cue', report: '.report.json' },
};
/** Raised by every change that alters what is written. */
const REVISION = 2;

/**
 * What goes beside the sound of a book: its own list of chapters, where they have files, and what was wished for.
 * Throws `export-settings` for an EPUB whose sound no reading system has to play.
 */
export function companionsOf({ files, title }: Plan, kinds: readonly Companion[], texts: Texts): PlannedCompanion[] {
  const chapters = files.filter(({ marks }) => marks.part !== null);
  const spoken = chapters.length > 0 ? chapters : files;
  const format = spoken[0]!.encoding.format;
  if (kinds.includes('epub') && EPUB_SOUND[format] === null) {
    const allowed = Object.keys(EPUB_SOUND).filter((one) => EPUB_SOUND[one as keyof typeof EPUB_SOUND] !== null);
    throw new Problem('export-settings', 'no EPUB with that sound', {
      details: { setting: 'epub', allowed: allowed.join(', ').toUpperCase() },
    });
  }
  const recipe = (kind: string, some: readonly PlannedFile[]) =>
    digest([
      kind,
      REVISION,
      some.map((file) => [file.recipe, basename(file.path), file.marks.book, textIn(file, texts)]),
    ]);
  const companions: PlannedCompanion[] = [];
  if (chapters.length > 0) {
    const path = playlistPath(chapters[0]!.path, title);
    const recipes = chapters.flatMap((file) => [file.path, file.recipe]);
    companions.push({ kind: 'playlist', files: chapters, path, recipe: listRecipe(title, recipes) });
  }
  for (const kind of new Set(kinds)) {
    if (kind === 'epub') {
      const [first] = files;
      const path = first!.marks.part
        ? join(dirname(first!.path), `${fileName(title)}.epub`)
        : `${stem(first!.path)}.epub`;
      companions.push({ kind, files: spoken, path, recipe: recipe(kind, spoken) });
      continue;
    }
    for (const file of files) {
      if (kind === 'cue' && file.marks.chapters.length === 0) continue;
      companions.push({ kind, file, path: stem(file.path) + ENDINGS[kind], recipe: recipe(kind, [file]) });
    }
  }
  return companions;
}

const textIn = ({ segments, marks }: PlannedFile, { textOf, wordsOf }: Texts) => [
  marks.chapters,
  segments.map((segment) => [
    textOf(segment)?.slice(segment.start, segment.end),
    segment.sentences,
    wordsOf?.(segment),
  ]),
];

const stem = (path: string) => path.slice(0, path.length - extname(path).length);
const digest = (data: unknown) => createHash('sha256').update(JSON.stringify(data)).digest('hex');
