import { randomUUID } from 'node:crypto';
import { openDocument } from '../document/open.ts';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import { Problem } from '../model/problem.ts';
import type { Estimate, Project, ProjectSummary } from '../model/project.ts';
import type { Segment, Voice } from '../model/script.ts';
import { buildScript } from '../script/build.ts';
import { estimate } from '../script/estimate.ts';
import { segmentsOf } from '../script/fit.ts';
import type { Library } from '../store/library.ts';
import type { Narrator } from '../synthesis/session.ts';
import { modelById } from '../together/catalog/catalog.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';

/** The library as the windows use it, and what playing and exporting need of a project. */
export interface Projects {
  readonly library: Handlers['library'];
  readonly script: Handlers['script'];
  readonly changed: Listen<ProjectSummary[]>;
  /** A project with its segments in order. Throws Problem `project-unknown` or `nothing-to-narrate`. */
  narration(project: string): { project: Project; segments: Segment[] };
}

interface Needs {
  host: Host;
  library: Library;
  narrator: Narrator;
  /** The voice that a new project in that language gets. */
  defaultVoice: (language: string | null) => Promise<Voice>;
  /** A voice that a window chose: see Voices. */
  checkedVoice: (voice: Voice) => Promise<Voice>;
}

export function createProjects({ host, library, narrator, defaultVoice, checkedVoice }: Needs): Projects {
  const news = createNews<ProjectSummary[]>();
  const tell = () => news.tell(library.list());

  const narration = (id: string) => {
    const project = library.read(id);
    const segments = segmentsFor(project.script, project.voice);
    return { project, segments };
  };

  return {
    changed: news.listen,
    narration: (id) => {
      const found = narration(id);
      if (found.segments.length === 0) throw new Problem('nothing-to-narrate', 'no included chapter has any text');
      return found;
    },
    library: {
      list: () => library.list(),
      open: ({ project }) => library.read(project),
      async import({ ticket }) {
        const file = host.redeem(ticket);
        if (!file) throw new Problem('file-not-found', 'the ticket stands for no file');
        const document = await openDocument(file.path, { name: file.name, worker: host.documentWorker });
        const script = buildScript(document, randomUUID);
        const project = library.add(script, await defaultVoice(script.language));
        tell();
        return project;
      },
      remove({ project }) {
        library.remove(project);
        tell();
      },
    },
    script: {
      editBlock({ project, block, text }) {
        const edited = library.editBlock(project, block, text);
        tell();
        return edited;
      },
      includeChapter: ({ project, chapter, included }) => library.includeChapter(project, chapter, included),
      chooseVoice: async ({ project, voice }) => library.chooseVoice(project, await checkedVoice(voice)),
      estimate({ project }): Estimate {
        const { project: found, segments } = narration(project);
        return estimateOf(segments, found.voice, narrator);
      },
    },
  };
}

/** Sizes for a model that the catalogue does not know yet: small enough for every one that it does. */
const UNKNOWN_FIT = { comfortable: 280, most: 500 };

/** The segments of a script, in the sizes that its voice's model speaks best. */
export function segmentsFor(script: Project['script'], voice: Voice): Segment[] {
  return segmentsOf(script, modelById(voice.model)?.fit ?? UNKNOWN_FIT);
}

export function estimateOf(segments: Segment[], voice: Voice, narrator: Narrator): Estimate {
  const price = modelById(voice.model)?.price ?? null;
  return estimate(segments, price, (segment) => narrator.find(segment, voice) !== null);
}
