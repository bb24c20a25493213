import type { Handlers } from '../ipc/shapes.ts';
import type { OpenedProject, Project, ProjectSummary, Step } from '../model/project.ts';
import type { Script, Voice } from '../model/script.ts';
import type { Library } from '../store/library.ts';
import type { Scripts } from './scripts.ts';

/** The commands of the library but those of an import. */
export type LibraryCommands = Omit<Handlers['library'], 'read' | 'preview' | 'import' | 'cancel'>;

/** The library, as far as an import has to do with it. */
export interface Shelf {
  list(): ProjectSummary[];
  read(project: string): Project;
  add(script: Script, voice: Voice): OpenedProject;
  update(project: string, newer: Script): OpenedProject;
}

/** A step in a script, as windows are told of it. */
export type Stepped = Step & { project: string };

interface Needs {
  library: Library;
  scripts: Scripts;
  /** The list of projects has changed. */
  tell: () => void;
}

const openedOf = (scripts: Scripts, project: Project): OpenedProject => ({
  ...project,
  history: scripts.history(project.id),
});

/** The commands of the library; each change is told. */
export function commandsOf({ library, scripts, tell }: Needs): LibraryCommands {
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
export function shelfOf({ library, scripts, tell }: Needs, tellStep: (step: Stepped) => void): Shelf {
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
