import type { Document } from '../model/document.ts';
import type { ImportChapter, ImportPreview } from '../model/import.ts';
import type { Project, ProjectSummary } from '../model/project.ts';
import type { Script, ScriptChapter, Segment, Voice } from '../model/script.ts';
import type { Narrator } from '../synthesis/session.ts';
import { estimateOf, segmentsFor } from './projects.ts';

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
  earlier: ProjectSummary[];
  narrator: Narrator;
  signal: AbortSignal;
}

/** What a person chooses from; where it is a newer version of a project, with that one's names and ticks. */
export async function previewOf(
  { document, script }: { document: Document; script: Script },
  { voice, project, earlier, narrator, signal }: How,
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
      ...figuresOf(chapter, script, voice, narrator),
      opening: openingOf(chapter, most),
    });
  }
  const { title, author } = project ?? script;
  return {
    ...{ title, author, voice, chapters, earlier },
    language: script.language,
    omitted: document.omitted ?? [],
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
  voice: Voice,
  narrator: Narrator,
): Pick<ImportChapter, 'estimate' | 'narrated'> {
  const segments = segmentsFor({ ...script, chapters: [{ ...chapter, included: true }] }, voice);
  const has = (segment: Segment) => narrator.find(segment, voice) !== null;
  return { estimate: estimateOf(segments, voice, has), narrated: segments.filter(has).length };
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
