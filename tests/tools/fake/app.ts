import type { Handlers, Sources } from '../../../app/ipc/shapes.ts';
import type { ExportState } from '../../../app/model/export.ts';
import { type PlainProblem, plainProblem, Problem, type ProblemCode } from '../../../app/model/problem.ts';
import type { Project, ProjectSummary } from '../../../app/model/project.ts';
import type { AppStatus } from '../../../app/model/status.ts';
import { createNews } from '../../../app/studio/news.ts';
import { MODELS, VOICES } from './catalog.ts';
import { Playback } from './playback.ts';
import { story } from './story.ts';

export const problem = (code: ProblemCode, details: PlainProblem['details'] = {}): PlainProblem =>
  plainProblem(new Problem(code, 'as the test wished', { details }));

/** The app's half of the contract in memory: a library of one story, voices that are silent, exports that are air. */
export class FakeApp {
  readonly playback = new Playback();
  readonly projects = new Map<string, Project>();
  /** Calls to come that fail, by name: `script.editBlock`. */
  readonly refusals = new Map<string, PlainProblem>();
  /** Names of the calls that came, in order. */
  readonly calls: string[] = [];
  readonly exports = new Map<string, ExportState>();
  readonly #status = createNews<AppStatus>();
  readonly #library = createNews<ProjectSummary[]>();
  readonly #exports = createNews<ExportState>();
  #repeats: number;
  status: AppStatus = {
    version: '0.1.0',
    host: 'web',
    service: 'local',
    keyed: false,
    keyPlace: 'TOGETHER_API_KEY',
    sound: null,
    models: MODELS,
  };

  constructor({ repeats = 1 } = {}) {
    this.#repeats = repeats;
  }

  addStory(): Project {
    const project = story(this.#repeats);
    this.projects.set(project.id, project);
    return project;
  }

  tellStatus(changed: Partial<AppStatus>): void {
    this.status = { ...this.status, ...changed };
    this.#status.tell(this.status);
  }

  tellExport(state: ExportState): void {
    this.exports.set(state.job, state);
    this.#exports.tell(state);
  }

  readonly sources: Sources = {
    app: { changed: this.#status.listen },
    library: { changed: this.#library.listen },
    player: { changed: this.playback.news.listen },
    export: { changed: this.#exports.listen },
  } as Sources;

  /** Each handler behind a note of its call and the failure that a test asked for. */
  get handlers(): Handlers {
    const note = (name: string, handler: (input: never) => unknown) => (input: never) => {
      this.calls.push(name);
      const refusal = this.refusals.get(name);
      if (refusal) throw new Problem(refusal.code, refusal.message, refusal);
      return handler(input);
    };
    return Object.fromEntries(
      Object.entries(this.#handlers()).map(([group, members]) => [
        group,
        Object.fromEntries(
          Object.entries(members).map(([name, handler]) => [name, note(`${group}.${name}`, handler as never)]),
        ),
      ]),
    ) as unknown as Handlers;
  }

  #handlers(): Handlers {
    return {
      app: {
        status: () => this.status,
        chooseService: ({ service }) => this.tellStatus({ service }),
        saveKey: () => this.tellStatus({ keyed: true }),
        forgetKey: () => this.tellStatus({ keyed: false }),
      },
      library: {
        list: () => this.#summaries(),
        open: ({ project }) => this.#project(project),
        import: () => {
          const project = this.addStory();
          this.#library.tell(this.#summaries());
          return project;
        },
        remove: ({ project }) => {
          this.projects.delete(project);
          this.#library.tell(this.#summaries());
        },
      },
      script: {
        editBlock: ({ project, block: id, text }) => {
          const block = this.#project(project)
            .script.chapters.flatMap((chapter) => chapter.blocks)
            .find((one) => one.id === id);
          if (!block) throw new Problem('segment-unknown', 'no such block');
          block.text = text;
          return { ...block };
        },
        includeChapter: ({ project, chapter: id, included }) => {
          const chapter = this.#project(project).script.chapters.find((one) => one.id === id);
          if (chapter) chapter.included = included;
        },
        chooseVoice: ({ project, voice }) => void (this.#project(project).voice = voice),
        estimate: ({ project }) => this.#estimate(this.#project(project)),
      },
      voices: {
        list: ({ model }) => {
          const voices = VOICES[model];
          if (!voices) throw new Problem('model-needs-endpoint', 'no serverless endpoint', { details: { model } });
          return voices;
        },
        preview: () => this.playback.pause(),
      },
      player: {
        state: () => this.playback.state,
        play: ({ project, block }) => this.playback.play(this.#project(project), block),
        pause: () => this.playback.pause(),
        resume: () => this.playback.resume(),
        stop: () => this.playback.stop(),
        seek: ({ seconds }) => this.playback.seek(seconds),
        skip: ({ by }) => this.playback.skip(by),
      },
      export: {
        start: ({ project, format }) => {
          const job = `job-${this.exports.size + 1}`;
          const segments = this.#estimate(this.#project(project)).segments;
          this.tellExport({ job, project, format, phase: 'working', segments, done: 0, remaining: null });
          return { job };
        },
        cancel: ({ job }) => this.tellExport({ ...this.#job(job), phase: 'cancelled' }),
        reveal: () => {},
        list: () => [...this.exports.values()],
      },
    };
  }

  #summaries(): ProjectSummary[] {
    return [...this.projects.values()].map(({ id, title, author, changed }) => ({ id, title, author, changed }));
  }

  #project(id: string): Project {
    const project = this.projects.get(id);
    if (!project) throw new Problem('project-unknown', 'no such project');
    return project;
  }

  #job(job: string): Pick<ExportState, 'job' | 'project' | 'format'> {
    const state = this.exports.get(job)!;
    return { job, project: state.project, format: state.format };
  }

  #estimate({ script, voice }: Project) {
    const blocks = script.chapters.filter((chapter) => chapter.included).flatMap((chapter) => chapter.blocks);
    const characters = blocks.reduce((sum, block) => sum + block.text.length, 0);
    const price = MODELS.find((model) => model.id === voice.model)?.price ?? null;
    return {
      segments: blocks.length,
      characters,
      seconds: (characters / 990) * 60,
      cost: price === null ? null : (characters * price) / 1e6,
    };
  }
}
