import type { Listen } from '../ipc/shapes.ts';
import type { Project } from '../model/project.ts';
import type { Segment } from '../model/script.ts';
import type { BlockState, BlockStates, StatesNews } from '../model/sound.ts';
import type { Made } from '../store/made.ts';
import { spare } from '../store/spare.ts';
import type { Takes } from '../store/takes.ts';
import { keyOf as takeKeyOf } from '../synthesis/key.ts';
import type { OwnedNarrator } from '../synthesis/narrator.ts';
import { inSlices } from './in-slices.ts';
import { createNews } from './news.ts';
import type { Scripts } from './scripts.ts';

/** How blocks stand with their sound, without a look at the disk. */
export interface States {
  /** Those that are not `unmade`; from then on their changes are told. Throws the Problem `project-unknown`. */
  of(project: string): Promise<BlockStates>;
  /** To be called after each edit. */
  edited(project: string): void;
  /** To be called when every script may be read otherwise. */
  reread(): void;
  /** Is there a take of the segment? */
  has(segment: Segment): boolean;
  /** Cuts a script and reckons its keys, with breaths between, so that what follows finds all of it done. */
  prepare(project: string): Promise<void>;
  readonly changed: Listen<StatesNews>;
}

interface Needs {
  scripts: Pick<Scripts, 'read'>;
  takes: Pick<Takes, 'keys' | 'watch'>;
  narrator: Pick<OwnedNarrator, 'isBuying' | 'watch'>;
  made: Made;
  /** The segments of a project's blocks, by numbers; called often, so that it had better remember. */
  segmentsOf: (project: Project) => (chapter: number, block: number) => readonly Segment[];
}

/** As they were told last, with the keys of all segments. */
interface Told {
  project: string;
  keys: Set<string>;
  states: Map<string, BlockState>;
}

export function createStates({ scripts, takes, narrator, made, segmentsOf }: Needs): States {
  const news = createNews<StatesNews>();
  const keyOf = rememberedKeys();
  let known = takes.keys();
  let told: Told | null = null;

  const stateOf = (keys: string[], once: boolean): BlockState => {
    if (keys.some((key) => narrator.isBuying(key))) return 'making';
    if (keys.every((key) => known.has(key))) return 'ready';
    return once ? 'stale' : 'unmade';
  };
  const reckon = (id: string): Told => {
    const once = made.of(id);
    const found: Told = { project: id, keys: new Set(), states: new Map() };
    for (const [block, keys] of keysOf(scripts.read(id), segmentsOf, keyOf)) {
      for (const key of keys) found.keys.add(key);
      const state = stateOf(keys, once.has(block));
      if (state !== 'unmade') found.states.set(block, state);
    }
    const ready = [...found.states].filter(([block, state]) => state === 'ready' && !once.has(block));
    if (ready.length > 0) spare(() => made.add(id, idsOf(ready)));
    return found;
  };
  const soon = coalesced(() => {
    if (!told) return;
    const before = told;
    // A project that has been removed has nobody to tell.
    told = null;
    told = reckon(before.project);
    const blocks = changes(before.states, told.states);
    if (Object.keys(blocks).length > 0) news.tell({ project: told.project, blocks });
  });
  const heard = (key: string) => told?.keys.has(key) && soon();

  narrator.watch(heard);
  takes.watch((key, there) => {
    if (there) known.add(key);
    else known.delete(key);
    heard(key);
  });

  const prepare = (id: string) => inSlices(keysOf(scripts.read(id), segmentsOf, keyOf));

  return {
    async of(project) {
      await prepare(project);
      // Another process may have made some meanwhile.
      known = takes.keys();
      told = reckon(project);
      return Object.fromEntries(told.states);
    },
    edited: (project) => {
      if (told?.project === project) soon();
    },
    reread: soon,
    has: (segment) => known.has(keyOf(segment)),
    prepare,
    changed: news.listen,
  };
}

/** The blocks of a project that have something to say, each with the keys of its segments. */
function* keysOf(
  project: Project,
  segmentsOf: Needs['segmentsOf'],
  keyOf: (segment: Segment) => string,
): Generator<[block: string, keys: string[]]> {
  const segments = segmentsOf(project);
  for (const [c, { blocks }] of project.script.chapters.entries()) {
    for (const [b, { id }] of blocks.entries()) {
      const keys = segments(c, b).map(keyOf);
      if (keys.length > 0) yield [id, keys];
    }
  }
}

const idsOf = (states: [block: string, state: BlockState][]) => states.map(([block]) => block);

function changes(before: Map<string, BlockState>, after: Map<string, BlockState>): BlockStates {
  const changed = [...after].filter(([block, state]) => before.get(block) !== state);
  const gone = [...before.keys()].filter((block) => !after.has(block)).map((block) => [block, 'unmade'] as const);
  return Object.fromEntries([...changed, ...gone]);
}

/** Runs once for all that asks for it at a time. What it throws ends there: nobody waits for it. */
function coalesced(run: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      try {
        run();
      } catch {
        // Its project has gone; the next who asks is told so.
      }
    });
  };
}

/** Texts whose keys are remembered: those of a few long books. */
const MOST_KEYS = 200_000;

/** `keyOf`, reckoned once for a text and a voice. */
function rememberedKeys(): (segment: Segment) => string {
  const keys = new Map<string, Map<string, string>>();
  let size = 0;
  return (segment) => {
    const { spoken, voice, take } = segment;
    const name = `${voice.model} ${voice.voice} ${voice.language} ${take}`;
    const own = keys.get(name) ?? new Map<string, string>();
    const found = own.get(spoken);
    if (found) return found;
    if (size++ > MOST_KEYS) {
      keys.clear();
      size = 0;
    }
    const key = takeKeyOf(segment);
    keys.set(name, own.set(spoken, key));
    return key;
  };
}
