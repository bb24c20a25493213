import { once } from 'node:events';
import type { Player } from '../player/player.ts';
import type { Narrator } from '../synthesis/session.ts';

/** Segments behind the one that sounds that are to be there before anything else is made. */
const NEXT = 2;

/** Lets whoever listens go first: settles when nothing that is heard soon is still to be made. */
export function courtesyOf(
  player: Pick<Player, 'state' | 'narration' | 'onChange'>,
  narrator: Pick<Narrator, 'find'>,
): (signal: AbortSignal) => Promise<void> {
  const waits = (): boolean => {
    const state = player.state();
    if (state.phase === 'loading' || state.phase === 'starving') return true;
    const narration = player.narration();
    if (state.phase !== 'playing' || !narration) return false;
    const index = narration.indexOf(state.spot.segment);
    return narration.segments.slice(index, index + 1 + NEXT).some((segment) => narrator.find(segment) === null);
  };
  return async (signal) => {
    while (!signal.aborted && waits()) {
      const changed = new AbortController();
      const leave = player.onChange(() => changed.abort());
      await once(AbortSignal.any([changed.signal, signal]), 'abort');
      leave();
    }
    signal.throwIfAborted();
  };
}
