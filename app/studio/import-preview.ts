import type { Document } from '../model/document.ts';
import type { ForeignPassages, ImportChapter, ImportPreview } from '../model/import.ts';
import type { Project, ProjectSummary } from '../model/project.ts';
import type { Script, ScriptChapter, Segment, Voice } from '../model/script.ts';
import type { Narrator } from '../synthesis/session.ts';
import { estimate } from '../script/estimate.ts';
import { marksIn } from '../script/marks.ts';
import { priceOf } from '../together/catalog/catalog.ts';
import type { Reading } from '../script/spoken.ts';
import { segmentsFor } from './segments.ts';

/** UTF-16 units that are shown of a chapter; enough to tell what it is. */
const OPENING = 600;
/** UTF-16 units that are shown of all chapters together: what a window takes in at once. */
const OPENINGS = 1_000_000;
/** UTF-16 units of a title that is made of the first words. */
const TITLE = 60;

interface How {
  voice: Voice;
  /** The project that it is a newer version of, if any. */
  project: Project | null;
  /** As it would be taken in. */
  script: Script;
  foreign: ForeignPassages[];
  earlier: ProjectSummary[];
  narrator: Narrator;
  reading: Reading;
  signal: AbortSignal;
}

/** What a person chooses from; where it is a newer version of a project, with that one's names and ticks. */
export async function previewOf(
  { document, script: whole }: { document: Document; script: Script },
  { voice, project, script, foreign, earlier, narrator, reading, signal }: How,
): Promise<ImportPreview> {
  const most = Math.min(OPENING, Math.floor(OPENINGS / script.chapters.length));
  const ticked = new Map(project?.script.chapters.map(({ title, included }) => [title, included]));
  const chapters: ImportChapter[] = [];
  for (const chapter of script.chapters) {
    // A chapter at a time, so that whatever plays and whoever asks is served meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    chapters.push({
      title: chapter.title,
      role: chapter.role,
      included: ticked.get(chapter.title) ?? chapter.included,
      ...figuresOf(chapter, script, { voice, reading, narrator }),
      opening: openingOf(chapter, most),
    });
  }
  const { title, author } = project ?? script;
  return {
    ...{ title, author, voice, chapters, earlier },
    language: script.language,
    omitted: document.omitted ?? [],
    foreign,
    code: whole.chapters.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'code')).length,
    marks: marksIn(document),
  };
}

/** A script's title; of a text without one, its first words. */
export function titleOf(script: Script): string {
  if (script.title) return script.title;
  const first = script.chapters[0]?.blocks[0]?.text.replace(/\s+/g, ' ') ?? '';
  if (first.length <= TITLE) return first;
  return `${first
    .slice(0, TITLE)
    .toWellFormed()
    .replace(/\s+\S*$/, '')}…`;
}

function figuresOf(
  chapter: ScriptChapter,
  script: Script,
  { voice, reading, narrator }: Pick<How, 'voice' | 'reading' | 'narrator'>,
): Pick<ImportChapter, 'estimate' | 'narrated'> {
  const segments = segmentsFor({ ...script, chapters: [{ ...chapter, included: true }] }, voice, { reading });
  const has = (segment: Segment) => narrator.find(segment) !== null;
  return { estimate: estimate(segments, priceOf, has), narrated: segments.filter(has).length };
}

function openingOf({ blocks }: ScriptChapter, most: number): string[] {
  const opening: string[] = [];
  let room = most;
  for (const { text } of blocks) {
    if (room <= 0) break;
    opening.push(text.length > room ? `${text.slice(0, room).toWellFormed()}…` : text);
    room -= text.length;
  }
  return opening;
}
