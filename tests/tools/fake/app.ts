import { randomUUID } from 'node:crypto';
import type { Handlers, Sources } from '../../../app/ipc/shapes.ts';
import type { Change, History, ScriptEdit } from '../../../app/model/edit.ts';
import { legalNames, namesToBe } from '../../../app/export/names/wish.ts';
import { tagsOf } from '../../../app/export/tags.ts';
import { type ExportState, USUAL_NAMES } from '../../../app/model/export.ts';
import type { ImportProgress } from '../../../app/model/import.ts';
import type { ListeningSettings } from '../../../app/model/player.ts';
import { type PlainProblem, plainProblem, Problem, type ProblemCode } from '../../../app/model/problem.ts';
import type {
  DocumentEstimate,
  Estimate,
  OpenedProject,
  Project,
  ProjectSummary,
  Step,
} from '../../../app/model/project.ts';
import type { Block } from '../../../app/model/script.ts';
import type { BlockState, StatesNews } from '../../../app/model/sound.ts';
import type { AppStatus, MendedPart } from '../../../app/model/status.ts';
import { applied, inverse } from '../../../app/script/edit/change.ts';
import { spokenSeconds } from '../../../app/words/figures.ts';
import { foundDialogue } from '../../../app/script/dialogue/find.ts';
import { changeOf } from '../../../app/script/edit/edit.ts';
import { createNews } from '../../../app/studio/news.ts';
import { MODELS, VOICES } from './catalog.ts';
import { FakeDictation } from './dictation.ts';
import { FakeDirection } from './direction.ts';
import { importPreview } from './import.ts';
import { Playback } from './playback.ts';
import { FakeSettings } from './settings.ts';
import { FakeSpoken } from './spoken.ts';
import { FakeUpdates } from './updates.ts';
import { story } from './story.ts';

export const problem = (code: ProblemCode, details: PlainProblem['details'] = {}): PlainProblem =>
  plainProblem(new Problem(code, 'as the test wished', { details }));

interface Done {
  type: ScriptEdit['type'];
  change: Change;
}

/** How far an export is that was paused. */
const HALF = { segments: 4, done: 2, remaining: 9, toPay: null };

/** The app's half of the contract in memory: a library of one story, voices that are silent, exports that are air. */
export class FakeApp {
  readonly playback = new Playback();
  readonly dictation = new FakeDictation();
  readonly direction = new FakeDirection();
  readonly updates = new FakeUpdates();
  readonly settings = new FakeSettings();
  readonly projects = new Map<string, Project>();
  /** Calls to come that fail, by name: `script.editBlock`. */
  readonly refusals = new Map<string, PlainProblem>();
  /** Names of the calls that came, in order. */
  readonly calls: string[] = [];
  /** Imports that are open, and what was read last. */
  readonly imports = new Set<string>();
  readonly lent: unknown[] = [];
  /** Keeps every document unread until a test resolves it. */
  reading: Promise<void> = Promise.resolve();
  readonly exports = new Map<string, ExportState>();
  readonly #status = createNews<AppStatus>();
  readonly mended = createNews<{ part: MendedPart }>();
  readonly #library = createNews<ProjectSummary[]>();
  readonly #reading = createNews<ImportProgress>();
  readonly #steps = createNews<Step & { project: string }>();
  readonly #sounds = createNews<StatesNews>();
  readonly #removed = new Map<string, Project>();
  #done: Done[] = [];
  #undone: Done[] = [];
  /** How blocks stand with their sound, by id. */
  readonly states = new Map<string, BlockState>();
  readonly #exports = createNews<ExportState>();
  readonly #ordered = createNews<string[]>();
  readonly spoken = new FakeSpoken();
  readonly #listening = createNews<ListeningSettings>();
  listening: ListeningSettings = { speed: 1, volume: 1, output: null };
  #repeats: number;
  status: AppStatus = {
    version: '0.1.0',
    host: 'web',
    language: null,
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

  tellListening(changed: Partial<ListeningSettings>): void {
    this.listening = { ...this.listening, ...changed };
    this.#listening.tell(this.listening);
  }

  tellReading(progress: ImportProgress): void {
    this.#reading.tell(progress);
  }

  tellExport(state: ExportState): void {
    this.exports.set(state.job, state);
    this.#exports.tell(state);
  }

  tellSound(block: string, state: BlockState): void {
    this.states.set(block, state);
    this.#sounds.tell({ project: 'corrie-point', blocks: { [block]: state } });
  }

  readonly sources: Sources = {
    app: { changed: this.#status.listen, mended: this.mended.listen },
    library: { changed: this.#library.listen, reading: this.#reading.listen },
    script: { stepped: this.#steps.listen, sounded: this.#sounds.listen },
    player: { changed: this.playback.news.listen, chosen: this.#listening.listen },
    money: { changed: this.direction.changed },
    export: { changed: this.#exports.listen, ordered: this.#ordered.listen },
    pronunciations: { changed: this.spoken.news.listen },
    dictation: this.dictation.sources,
    update: this.updates.sources,
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
        chooseLanguage: ({ language }) => this.tellStatus({ language }),
        saveKey: () => this.tellStatus({ keyed: true }),
        forgetKey: () => this.tellStatus({ keyed: false }),
      },
      library: {
        list: () => this.#summaries(),
        find: ({ text }) => this.#summaries().filter(({ title }) => title.includes(text)),
        duplicate: ({ project, title }) => {
          const copy = { ...structuredClone(this.#project(project)), id: randomUUID(), title };
          this.projects.set(copy.id, copy);
          this.#library.tell(this.#summaries());
          return copy;
        },
        restore: ({ project }) => {
          this.projects.set(project, this.#removed.get(project)!);
          this.#library.tell(this.#summaries());
        },
        open: ({ project }) => this.#opened(this.#project(project)),
        read: (source) => {
          const id = `import-${this.lent.push(source)}`;
          this.imports.add(id);
          return { import: id };
        },
        preview: async ({ project }) => {
          await this.reading;
          return importPreview(story(), MODELS, this.#summaries(), project);
        },
        import: ({ import: id, chapters, title, author, project }) => {
          this.imports.delete(id);
          return this.#imported(project ?? id, { chapters, title, author });
        },
        cancel: ({ import: id }) => void this.imports.delete(id),
        remove: ({ project }) => {
          this.#removed.set(project, this.#project(project));
          this.projects.delete(project);
          this.#library.tell(this.#summaries());
        },
      },
      script: {
        edit: ({ project, edit }) => this.#edit(project, edit),
        undo: ({ project }) => this.#again(project, this.#done, this.#undone),
        redo: ({ project }) => this.#again(project, this.#undone, this.#done),
        states: () => Object.fromEntries(this.states),
        spoken: ({ project, blocks }) => this.spoken.parts(this.#project(project), blocks),
        estimate: ({ project, blocks }) => this.#estimate(this.#project(project), blocks),
        dialogue: ({ project, blocks }) => foundDialogue(this.#project(project).script, blocks),
      },
      voices: {
        list: ({ model }) => {
          const voices = VOICES[model];
          if (!voices) throw new Problem('model-needs-endpoint', 'no serverless endpoint', { details: { model } });
          return voices;
        },
        preview: () => this.playback.pause(),
        ...this.direction.favoured,
      },
      takes: this.direction.taking,
      money: this.direction.money,
      settings: this.settings.handlers,
      pronunciations: this.spoken.handlers,
      player: {
        state: () => this.playback.state,
        play: ({ project, block, at }) => this.playback.play(this.#project(project), block, at),
        place: () => this.spoken.place,
        wave: ({ bars }) => (this.playback.state.phase === 'idle' ? null : this.spoken.wave(bars)),
        pause: () => this.playback.pause(),
        resume: () => this.playback.resume(),
        stop: () => this.playback.stop(),
        seek: ({ seconds }) => this.playback.seek(seconds),
        skip: ({ by, unit }) => this.playback.skip(by, unit),
        settings: () => this.listening,
        choose: (part) => this.tellListening(part as Partial<ListeningSettings>),
        outputs: () => [
          { name: 'Built-in speakers', standard: true },
          { name: 'Headphones (USB)', standard: false },
        ],
        meters: () => ({
          firstSound: { service: 184.2, client: 21.4, device: 38, total: 243.6 },
          underruns: 1,
          starved: 0.42,
          buffered: 1.87,
          prebuffer: 0.5,
          supply: 6.31,
        }),
      },
      export: {
        start: ({ project, format }) => {
          const job = `job-${this.exports.size + 1}`;
          const segments = this.#estimate(this.#project(project)).segments;
          this.tellExport({ job, project, format, phase: 'working', segments, done: 0, remaining: null, toPay: null });
          return { job };
        },
        habits: () => ({ format: 'mp3', chapters: 'embedded', loudness: 'as-is', names: USUAL_NAMES }),
        names: ({ project, format, chapters, names, tags }) => {
          const { script } = this.#project(project);
          const titles = script.chapters.filter(({ included }) => included).map(({ title }) => title);
          const own = { names: legalNames(names), format, files: chapters, titles };
          return namesToBe({ ...own, tags: tagsOf(script, tags ?? {}) });
        },
        pause: ({ job }) => this.tellExport({ ...this.#job(job), phase: 'paused', ...HALF }),
        resume: ({ job }) => this.tellExport({ ...this.#job(job), phase: 'working', ...HALF }),
        cancel: ({ job }) => {
          this.tellExport({ ...this.#job(job), phase: 'cancelled' });
          this.exports.delete(job);
        },
        make: ({ project }) => {
          const job = `job-${this.exports.size + 1}`;
          const { segments } = this.#estimate(this.#project(project));
          this.tellExport({
            job,
            project,
            format: null,
            phase: 'working',
            segments,
            done: 0,
            remaining: null,
            toPay: null,
          });
          return { job };
        },
        move: ({ job, before }) => {
          const ids = [...this.exports.keys()].filter((id) => id !== job);
          ids.splice(before === null ? ids.length : ids.indexOf(before), 0, job);
          const ordered = ids.map((id) => this.exports.get(id)!);
          this.exports.clear();
          for (const state of ordered) this.exports.set(state.job, state);
          this.#ordered.tell(ids);
        },
        reveal: () => {},
        list: () => [...this.exports.values()],
      },
      dictation: this.dictation.handlers,
      update: this.updates.handlers,
    };
  }

  #imported(id: string, { chapters, title, author }: { chapters: number[]; title: string; author: string | null }) {
    const made = story();
    const script = {
      ...{ ...made.script, title, author },
      chapters: made.script.chapters.map((chapter, index) => ({ ...chapter, included: chapters.includes(index) })),
    };
    const project = { ...made, id, title, author, script };
    this.projects.set(id, project);
    this.#library.tell(this.#summaries());
    return this.#opened(project);
  }

  #edit(id: string, edit: ScriptEdit): void {
    const change = changeOf(this.#project(id), edit, randomUUID);
    this.#done.push({ type: edit.type, change });
    this.#undone = [];
    for (const { before, after } of change.blocks) {
      if (before && after && before.text !== after.text && this.states.has(after.id)) this.tellSound(after.id, 'stale');
    }
    this.#make(id, change);
  }

  #again(id: string, from: Done[], to: Done[]): void {
    const step = from.pop();
    if (!step) throw new Problem('edit-impossible', 'there is none');
    const back = { ...step, change: inverse(step.change) };
    to.push(back);
    this.#make(id, back.change);
  }

  #make(id: string, change: Change): void {
    const project = this.#project(id);
    const revision = project.revision + 1;
    const { script, voice } = applied(project, change);
    this.projects.set(id, { ...project, title: script.title, script, voice, revision });
    this.#steps.tell({ project: id, revision, change, history: this.#history() });
    this.#library.tell(this.#summaries());
  }

  #history(): History {
    return { undo: this.#done.at(-1)?.type ?? null, redo: this.#undone.at(-1)?.type ?? null };
  }

  #opened(project: Project): OpenedProject {
    return { ...project, history: this.#history() };
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

  #estimate({ script, voice }: Project, only?: readonly string[]): DocumentEstimate {
    const price = MODELS.find((model) => model.id === voice.model)?.price ?? null;
    const of = (blocks: Block[]): Estimate => {
      const own = blocks.filter(({ id }) => only?.includes(id) ?? true);
      const characters = own.reduce((sum, block) => sum + block.text.length, 0);
      return {
        ...{ segments: own.length, missing: own.length, characters, seconds: spokenSeconds(characters) },
        cost: price === null ? null : (characters * price) / 1e6,
      };
    };
    const included = script.chapters.filter((chapter) => chapter.included);
    const chapters = Object.fromEntries(included.map(({ id, blocks }) => [id, of(blocks)]));
    return { ...of(included.flatMap(({ blocks }) => blocks)), chapters };
  }
}
