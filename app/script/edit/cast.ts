import type { Change } from '../../model/edit.ts';
import type { CastMember, Script } from '../../model/script.ts';
import { changedBlock } from './change.ts';
import { memberOf } from './find.ts';
import { placesBetween } from './place.ts';

type Rows = Pick<Change, 'cast' | 'blocks'>;

/** A voice that is changed here is changed everywhere the member speaks, since blocks name the member. */
export function castMember(script: Script, member: Omit<CastMember, 'place'>): Rows {
  const before = script.cast.find(({ id }) => id === member.id) ?? null;
  const place = before?.place ?? placesBetween(script.cast.at(-1), null, 1)[0]!;
  return { cast: [{ before, after: { ...member, place } }], blocks: [] };
}

/** Locked blocks lose their speaker, too: nobody else could speak them. */
export function dismissMember(script: Script, id: string): Rows {
  return {
    cast: [{ before: memberOf(script, id), after: null }],
    blocks: script.chapters.flatMap((chapter) =>
      chapter.blocks
        .filter((block) => block.speaker === id)
        .map((block) => changedBlock(chapter.id, block, { speaker: null })),
    ),
  };
}
