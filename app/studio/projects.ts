import type { Handlers, Listen } from '../ipc/shapes.ts';
import { Problem } from '../model/problem.ts';
import type { ScriptEdit } from '../model/edit.ts';
import type { DocumentEstimate, Project, ProjectSummary } from '../model/project.ts';
import type { Script, Segment, Voice } from '../model/script.ts';
import { foundDialogue } from '../script/dialogue/find.ts';
import { estimate } from '../script/estimate.ts';
import { createCutter, type Cut } from '../script/cutter.ts';
import { PAUSES } from '../script/pauses.ts';
import { speakersOf } from '../script/speakers.ts';
import type { Reading } from '../script/spoken.ts';
import type { StatesNews } from '../model/sound.ts';
import type { Library } from '../store/library.ts';
import type { Made } from '../store/made.ts';
import type { Takes } from '../store/takes.ts';
import type { OwnedNarrator } from '../synthesis/narrator.ts';
import { priceOf } from '../together/catalog/catalog.ts';
import { createNews } from './news.ts';
import type { Scripts } from './scripts.ts';
import { fitOf, segmentsFor } from './segments.ts';
import { type Read, readOf, spokenBlocks } from './spoken.ts';
import { commandsOf, type LibraryCommands, type Shelf, shelfOf, type Stepped } from './shelf.ts';
import { createStates } from './states.ts';

/** The library as the windows use it, and what playing and exporting need of a project. */
export interface Projects {
  readonly library: LibraryCommands;
  readonly script: Handlers['script'];
  readonly changed: Listen<ProjectSummary[]>;
  readonly stepped: Listen<Stepped>;
  readonly sounded: Listen<StatesNews>;
  /** Where imports go to. */
  readonly shelf: Shelf;
  /** A project with its segments in order. Throws Problem `project-unknown` or `nothing-to-narrate`. */
  narration(project: string): { project: Project; segments: Segment[] };
  /** A project as it is now. Throws Problem `project-unknown`. */
  read(project: string): Project;
  /** Every segment of a project, also of chapters that are left out; cut as they come. */
  segments(project: Project): Generator<Segment>;
  /** How the blocks of a project are read, as it is now. */
  readOf(project: string): (segment: Segment) => Read;
  /** How words are said has changed for every script. */
  reread(): void;
  /** Makes a step that the app itself thought of, as if a window had. */
  edit(project: string, edit: ScriptEdit): void;
}

interface Needs {
  library: Library;
  scripts: Scripts;
  narrator: OwnedNarrator;
  takes: Takes;
  made: Made;
  /** How a script is read: the same object for as long as nothing about it changes. */
  readingOf: (script: Script) => Reading;
  /** A voice that a window chose: see Voices. */
  checkedVoice: (voice: Voice) => Promise<Voice>;
}

export function createProjects({ library, scripts, narrator, takes, made, readingOf, checkedVoice }: Needs): Projects {
  const news = createNews<ProjectSummary[]>();
  const stepped = createNews<Stepped>();
  const tell = () => news.tell(library.list());

  const tellStep = (step: Stepped) => {
    stepped.tell(step);
    states.edited(step.project);
    tell();
  };

  const cut = createCutter();
  const narration = (id: string) => {
    const project = scripts.read(id);
    const segments = segmentsFor(project.script, project.voice, { cut, reading: readingOf(project.script) });
    return { project, segments };
  };
  const cutOf = (project: Project) => cutterOf(project, readingOf(project.script), cut);
  const states = createStates({ ...{ scripts, takes, narrator, made }, segmentsOf: cutOf });
  const edit = (project: string, wanted: ScriptEdit) => tellStep({ project, ...scripts.edit(project, wanted) });

  return {
    changed: news.listen,
    stepped: stepped.listen,
    edit,
    sounded: states.changed,
    narration: (id) => {
      const found = narration(id);
      if (found.segments.length === 0) throw new Problem('nothing-to-narrate', 'no included chapter has any text');
      return found;
    },
    read: (id) => scripts.read(id),
    *segments(project) {
      const segments = cutOf(project);
      for (const [c, { blocks }] of project.script.chapters.entries()) {
        for (const b of blocks.keys()) yield* segments(c, b);
      }
    },
    readOf(id) {
      const { script } = scripts.read(id);
      return readOf(script, readingOf(script));
    },
    reread: () => states.reread(),
    library: commandsOf({ library, scripts, tell }),
    shelf: shelfOf({ library, scripts, tell }, tellStep),
    script: {
      ...steps(scripts, checkedVoice, tellStep, edit),
      async estimate({ project, blocks }): Promise<DocumentEstimate> {
        await states.prepare(project);
        return estimateOf(narration(project).segments, blocks, states.has);
      },
      spoken({ project, blocks }) {
        const found = scripts.read(project);
        return spokenBlocks(found.script, new Set(blocks), readingOf(found.script), cutOf(found));
      },
      dialogue: ({ project, blocks }) => foundDialogue(scripts.read(project).script, blocks),
      states: ({ project }) => states.of(project),
    },
  };
}

/** The segments of any block of a project. */
function cutterOf({ script, voice: narrator }: Project, reading: Reading, cut: Cut) {
  const { chapters, language } = script;
  const voiceOf = speakersOf(script, narrator);
  return (c: number, b: number) => {
    const block = chapters[c]!.blocks[b]!;
    const voice = voiceOf(block);
    return cut(block, chapters[c]!.id, { voice, fit: fitOf(voice.model), language, pauses: PAUSES, reading });
  };
}

/** The commands that change a script, each told before its reply. */
function steps(
  scripts: Scripts,
  checkedVoice: Needs['checkedVoice'],
  tell: (step: Stepped) => void,
  make: Projects['edit'],
): Pick<Handlers['script'], 'edit' | 'undo' | 'redo'> {
  const checked = async (edit: ScriptEdit): Promise<ScriptEdit> => {
    if (edit.type === 'narrator') return { ...edit, voice: await checkedVoice(edit.voice) };
    if (edit.type === 'mark-blocks' && edit.marks.voice) {
      return { ...edit, marks: { ...edit.marks, voice: await checkedVoice(edit.marks.voice) } };
    }
    if (edit.type !== 'cast-member') return edit;
    return { ...edit, member: { ...edit.member, voice: await checkedVoice(edit.member.voice) } };
  };
  return {
    edit: async ({ project, edit }) => make(project, await checked(edit)),
    undo: ({ project }) => tell({ project, ...scripts.undo(project) }),
    redo: ({ project }) => tell({ project, ...scripts.redo(project) }),
  };
}

/** What segments come to, of some blocks or of all; `has` tells what need not be bought. */
function estimateOf(
  all: readonly Segment[],
  blocks: readonly string[] | undefined,
  has: (segment: Segment) => boolean,
): DocumentEstimate {
  const wanted = blocks && new Set(blocks);
  const segments = wanted ? all.filter(({ block }) => wanted.has(block)) : all;
  const chapters = [...Map.groupBy(segments, ({ chapter }) => chapter)];
  return {
    ...estimate(segments, priceOf, has),
    chapters: Object.fromEntries(chapters.map(([id, own]) => [id, estimate(own, priceOf, has)])),
  };
}
