import type { Handlers, Listen } from '../ipc/shapes.ts';
import { Problem } from '../model/problem.ts';
import type { ScriptEdit } from '../model/edit.ts';
import type { Estimate, OpenedProject, Project, ProjectSummary, Step } from '../model/project.ts';
import type { Script, Segment, Voice } from '../model/script.ts';
import { estimate } from '../script/estimate.ts';
import { createCutter, type Cut } from '../script/cutter.ts';
import { segmentsOf } from '../script/fit.ts';
import { PAUSES } from '../script/pauses.ts';
import type { StatesNews } from '../model/sound.ts';
import type { Library } from '../store/library.ts';
import type { Made } from '../store/made.ts';
import type { Takes } from '../store/takes.ts';
import type { OwnedNarrator } from '../synthesis/narrator.ts';
import { modelById } from '../together/catalog/catalog.ts';
import { createNews } from './news.ts';
import type { Scripts } from './scripts.ts';
import { createStates } from './states.ts';

/** The commands of the library but those of an import. */
type LibraryCommands = Omit<Handlers['library'], 'read' | 'preview' | 'import' | 'cancel'>;

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
}

/** The library, as far as an import has to do with it. */
export interface Shelf {
  list(): ProjectSummary[];
  read(project: string): Project;
  add(script: Script, voice: Voice): OpenedProject;
  update(project: string, newer: Script): OpenedProject;
}

interface Needs {
  library: Library;
  scripts: Scripts;
  narrator: OwnedNarrator;
  takes: Takes;
  made: Made;
  /** A voice that a window chose: see Voices. */
  checkedVoice: (voice: Voice) => Promise<Voice>;
}

export function createProjects({ library, scripts, narrator, takes, made, checkedVoice }: Needs): Projects {
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
    const segments = segmentsFor(project.script, project.voice, cut);
    return { project, segments };
  };
  const states = createStates({
    ...{ scripts, takes, narrator, made },
    segmentsOf: ({ script: { chapters, language }, voice }, c, b) =>
      cut(chapters[c]!.blocks[b]!, chapters[c]!.id, fitOf(voice), { language, pauses: PAUSES }),
  });

  return {
    changed: news.listen,
    stepped: stepped.listen,
    sounded: states.changed,
    narration: (id) => {
      const found = narration(id);
      if (found.segments.length === 0) throw new Problem('nothing-to-narrate', 'no included chapter has any text');
      return found;
    },
    library: commandsOf({ library, scripts, tell }),
    shelf: shelfOf({ library, scripts, tell }, tellStep),
    script: {
      ...steps(scripts, checkedVoice, tellStep),
      async estimate({ project }): Promise<Estimate> {
        await states.prepare(project);
        const { project: found, segments } = narration(project);
        return estimateOf(segments, found.voice, states.has);
      },
      states: ({ project }) => states.of(project),
    },
  };
}

type Shelved = Pick<Needs, 'library' | 'scripts'> & { tell: () => void };

const openedOf = (scripts: Scripts, project: Project): OpenedProject => ({
  ...project,
  history: scripts.history(project.id),
});

/** The commands of the library; each change is told. */
function commandsOf({ library, scripts, tell }: Shelved): LibraryCommands {
  return {
    list: () => library.list(),
    find: ({ text }) => library.list(text),
    open: ({ project }) => openedOf(scripts, scripts.read(project)),
    duplicate({ project, title }) {
      const { script, voice } = scripts.read(project);
      const { id, author, changed } = library.add({ ...script, title }, voice);
      tell();
      return { id, title, author, changed };
    },
    remove({ project }) {
      library.remove(project);
      tell();
    },
    restore({ project }) {
      library.restore(project);
      tell();
    },
  };
}

/** The library as an import has it. */
function shelfOf({ library, scripts, tell }: Shelved, tellStep: (step: Stepped) => void): Shelf {
  return {
    list: () => library.list(),
    read: (project) => scripts.read(project),
    add(script, voice) {
      const project = library.add(script, voice);
      tell();
      return openedOf(scripts, project);
    },
    update(project, newer) {
      tellStep({ project, ...scripts.update(project, newer) });
      return openedOf(scripts, scripts.read(project));
    },
  };
}

type Stepped = Step & { project: string };

/** The commands that change a script, each told before its reply. */
function steps(
  scripts: Scripts,
  checkedVoice: Needs['checkedVoice'],
  tell: (step: Stepped) => void,
): Pick<Handlers['script'], 'edit' | 'undo' | 'redo'> {
  const checked = async (edit: ScriptEdit): Promise<ScriptEdit> => {
    if (edit.type === 'narrator') return { ...edit, voice: await checkedVoice(edit.voice) };
    if (edit.type !== 'cast-member') return edit;
    return { ...edit, member: { ...edit.member, voice: await checkedVoice(edit.member.voice) } };
  };
  return {
    edit: async ({ project, edit }) => tell({ project, ...scripts.edit(project, await checked(edit)) }),
    undo: ({ project }) => tell({ project, ...scripts.undo(project) }),
    redo: ({ project }) => tell({ project, ...scripts.redo(project) }),
  };
}

/** Sizes for a model that the catalogue does not know yet: small enough for every one that it does. */
const UNKNOWN_FIT = { comfortable: 280, most: 500 };

/** The segments of a script, in the sizes that its voice's model speaks best. */
export function segmentsFor(script: Project['script'], voice: Voice, cut?: Cut): Segment[] {
  return segmentsOf(script, fitOf(voice), cut && { cut });
}

const fitOf = (voice: Voice) => modelById(voice.model)?.fit ?? UNKNOWN_FIT;

/** What segments come to; `has` tells what need not be bought. */
export function estimateOf(
  segments: Segment[],
  voice: Voice,
  has: (segment: Segment, voice: Voice) => boolean,
): Estimate {
  const price = modelById(voice.model)?.price ?? null;
  return estimate(segments, price, (segment) => has(segment, voice));
}
