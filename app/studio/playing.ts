import type { PlayerMeters } from '../model/player.ts';
import { revivedProblem } from '../model/problem.ts';
import type { OpenDevice } from '../player/device.ts';
import { createPlayer } from '../player/player.ts';
import type { Narrator } from '../synthesis/session.ts';
import type { Narration } from './narrations.ts';

export interface PlayHow {
  /** How many times as fast as the voice speaks, 0.5 to 3. */
  speed: number;
  signal: AbortSignal;
  /** Called while sound is heard, from the first on. */
  onSounding?: () => void;
}

interface Needs {
  narrator: Narrator;
  openDevice: OpenDevice;
}

/**
 * Plays a narration to its end and answers how that went. Throws what makes a player fail as the Problem that it is,
 * or the signal's reason; by then it is silent.
 */
export async function playThrough(
  { segments }: Narration,
  { speed, signal, onSounding }: PlayHow,
  { narrator, openDevice }: Needs,
): Promise<PlayerMeters> {
  signal.throwIfAborted();
  const player = createPlayer({ narrator, openDevice });
  const ended = Promise.withResolvers<void>();
  const abort = () => ended.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  player.onChange((state) => {
    if (state.phase === 'playing') onSounding?.();
    if (state.phase === 'idle') ended.resolve();
    if (state.phase === 'failed') ended.reject(revivedProblem(state.problem));
  });
  try {
    player.tune({ speed });
    player.play({ project: 'command', segments });
    await ended.promise;
    return player.meters();
  } finally {
    signal.removeEventListener('abort', abort);
    await player.close();
  }
}
