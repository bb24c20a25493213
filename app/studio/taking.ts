import type { Handlers } from '../ipc/shapes.ts';
import { Problem } from '../model/problem.ts';
import type { Segment } from '../model/script.ts';
import type { TakeEntry } from '../model/takes.ts';
import type { Retakes } from '../store/retakes.ts';
import type { Takes } from '../store/takes.ts';
import { keyOf } from '../synthesis/key.ts';
import type { Preview } from './preview.ts';
import type { Projects } from './projects.ts';

interface Needs {
  projects: Pick<Projects, 'narration' | 'edit'>;
  takes: Pick<Takes, 'find' | 'discard'>;
  retakes: Retakes;
  preview: Preview;
}

/** Several takes of a segment: which there are, which one is heard, and another one where a person wants it. */
export function createTaking({ projects, takes, retakes, preview }: Needs): Handlers['takes'] {
  const find = (project: string, id: string): Segment => {
    const found = projects.narration(project).segments.find((segment) => segment.id === id);
    if (!found) throw new Problem('segment-unknown', 'no such segment in the script');
    return found;
  };
  const entries = (segment: Segment): TakeEntry[] =>
    [0, ...retakes.of(firstOf(segment))].flatMap((take) => {
      const made = takes.find(keyOf({ ...segment, take }));
      const chosen = take === segment.take;
      return made || chosen ? [{ take, seconds: made && made.frames / made.rate, chosen }] : [];
    });

  return {
    list: ({ project, block }) =>
      projects
        .narration(project)
        .segments.filter((segment) => segment.block === block)
        .map((segment) => ({
          ...{ segment: segment.id, start: segment.start, end: segment.end },
          takes: entries(segment),
        })),
    listen({ project, segment: id, take }) {
      const segment = { ...find(project, id), take };
      if (!takes.find(keyOf(segment))) throw new Problem('segment-unknown', 'that take is not there');
      preview.play(segment);
    },
    choose({ project, segment: id, take }) {
      const segment = find(project, id);
      if (!entries(segment).some((entry) => entry.take === take)) {
        throw new Problem('segment-unknown', 'that take is not there');
      }
      projects.edit(project, { type: 'choose-takes', choices: choices([segment], () => take) });
    },
    async discard({ project, segment: id, take }) {
      const segment = find(project, id);
      if (segment.take === take) throw new Problem('edit-impossible', 'the take that is heard is kept');
      await takes.discard(keyOf({ ...segment, take }));
    },
    again: (wanted) => again(wanted, { projects, takes, retakes }),
  };
}

const firstOf = (segment: Segment) => keyOf({ ...segment, take: 0 });

const choices = (segments: Segment[], takeOf: (segment: Segment) => number) =>
  segments.map((segment) => {
    const { block, spoken, voice } = segment;
    return { block, spoken, voice, take: takeOf(segment) };
  });

/** What was never made has nothing to be made again: its first take is still to come. What is locked stays as it is. */
function again(
  { project: id, blocks, segment: only }: { project: string; blocks: string[]; segment?: string | undefined },
  { projects, takes, retakes }: Omit<Needs, 'preview'>,
): { blocks: string[] } {
  const { project, segments } = projects.narration(id);
  const all = project.script.chapters.flatMap((chapter) => chapter.blocks);
  const locked = new Set(all.filter((block) => block.locked).map(({ id }) => id));
  const free = blocks.filter((block) => !locked.has(block));
  const wanted = new Set(free);
  const made = segments.filter(
    (segment) =>
      wanted.has(segment.block) && (only === undefined || segment.id === only) && takes.find(keyOf(segment)) !== null,
  );
  const numbers = new Map<string, number>();
  const next = (segment: Segment) => {
    const first = firstOf(segment);
    const number = numbers.get(first) ?? retakes.next(first);
    numbers.set(first, number);
    return number;
  };
  if (made.length > 0) projects.edit(id, { type: 'choose-takes', choices: choices(made, next) });
  return { blocks: free };
}
