import type { BlockRow, CastBlock, Change, Swap } from '../../model/edit.ts';
import { Problem } from '../../model/problem.ts';
import type { Block, CastMember, Script } from '../../model/script.ts';
import { inParts, type NewId } from './blocks.ts';
import { changedBlock } from './change.ts';
import { blocksOf, memberOf, unlocked } from './find.ts';
import { placesBetween } from './place.ts';

type Rows = Pick<Change, 'cast' | 'blocks'>;
type Member = Omit<CastMember, 'place'>;

/** A voice that is changed here is changed everywhere the member speaks, since blocks name the member. */
export function castMember(script: Script, member: Member): Rows {
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

/** Throws `edit-impossible` where parts are no ranges of their block's text, in order and apart. */
export function castParts(
  script: Script,
  { members, blocks }: { members: readonly Member[]; blocks: readonly CastBlock[] },
  newId: NewId,
): Rows {
  const known = new Set(script.cast.map(({ id }) => id));
  const added = members.filter(({ id }) => !known.has(id));
  const places = placesBetween(script.cast.at(-1), null, added.length);
  const cast = added.map((member, i) => ({ before: null, after: { ...member, place: places[i]! } }));
  const whole = { ...script, cast: [...script.cast, ...cast.map(({ after }) => after)] };
  const parts = new Map(blocks.map((each) => [each.block, each.parts]));
  const found = unlocked(blocksOf(script, [...parts.keys()]));
  return { cast, blocks: found.flatMap((each) => cut(whole, each, parts.get(each.block.id)!, newId)) };
}

function cut(
  script: Script,
  found: Parameters<typeof inParts>[0],
  parts: CastBlock['parts'],
  newId: NewId,
): Swap<BlockRow>[] {
  const { text, speaker, voice } = found.block;
  const pieces: Pick<Block, 'text' | 'speaker' | 'voice'>[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.start < at || part.end <= part.start || part.end > text.length) {
      throw new Problem('edit-impossible', 'the parts are no ranges of the text');
    }
    if (part.speaker) memberOf(script, part.speaker);
    pieces.push(
      { text: text.slice(at, part.start), speaker, voice },
      { text: text.slice(part.start, part.end), speaker: part.speaker, voice: null },
    );
    at = part.end;
  }
  pieces.push({ text: text.slice(at), speaker, voice });
  const told = pieces.map((piece) => ({ ...piece, text: piece.text.trim() })).filter((piece) => piece.text !== '');
  return inParts(found, told, newId, true);
}
