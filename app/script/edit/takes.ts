import type { BlockRow, ScriptEdit, Swap } from '../../model/edit.ts';
import type { ChosenTake, Script } from '../../model/script.ts';
import { sameVoice } from '../speakers.ts';
import { changedBlock } from './change.ts';
import { blocksOf, unlocked } from './find.ts';

/** A text's first take is what is heard without any choice, so choosing that leaves none. */
export function chooseTakes(
  script: Script,
  choices: Extract<ScriptEdit, { type: 'choose-takes' }>['choices'],
): Swap<BlockRow>[] {
  const chosen = Map.groupBy(choices, ({ block }) => block);
  return unlocked(blocksOf(script, [...chosen.keys()])).map(({ chapter, block }) => {
    const own = chosen.get(block.id)!.map(({ block: _, ...choice }) => choice);
    const kept = block.takes.filter((take) => !own.some((choice) => sameText(choice, take)));
    return changedBlock(chapter.id, block, { takes: [...kept, ...own.filter(({ take }) => take !== 0)] });
  });
}

const sameText = (one: ChosenTake, other: ChosenTake) =>
  one.spoken === other.spoken && sameVoice(one.voice, other.voice);
