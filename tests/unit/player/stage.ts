import type { Pcm } from '../../../app/model/pcm.ts';
import type { PlayerState } from '../../../app/model/player.ts';
import { clockedDevice } from '../../../app/player/clocked.ts';
import type { OpenDevice } from '../../../app/player/device.ts';
import { createPlayer } from '../../../app/player/player.ts';
import type { Narrator } from '../../../app/synthesis/session.ts';
import { segmentOf } from '../../tools/narration.ts';
import { ManualClock } from './manual-clock.ts';

const RATE = 24_000;
/** So much of sound, in seconds. */
export const speech = (seconds: number): Pcm => ({
  rate: RATE,
  channels: 1,
  samples: new Int16Array(seconds * RATE).fill(1),
});

/** Segments of two seconds of speech and half a second of pause, played on a clock that the test moves. */
export function stage(count: number, speak?: Narrator['speak'], open?: (device: OpenDevice) => OpenDevice) {
  const clock = new ManualClock();
  const segments = Array.from({ length: count }, (_, number) => segmentOf(number, 40, 500));
  const asked: string[] = [];
  const made: string[] = [];
  const narrator: Narrator = {
    async *speak(segment, signal) {
      asked.push(segment.id);
      if (speak) yield* speak(segment, signal);
      else yield speech(2);
    },
    async make(segment) {
      made.push(segment.id);
      return { take: { key: '', path: '', rate: RATE, frames: 2 * RATE }, cached: false };
    },
    find: () => null,
    words: () => [],
  };
  const openDevice = clockedDevice(clock);
  const player = createPlayer({ narrator, openDevice: open?.(openDevice) ?? openDevice, clock });
  const phases: string[] = [];
  player.onChange(({ phase }) => phases.at(-1) === phase || phases.push(phase));
  const play = (from?: number) => player.play({ project: 'p', segments, ...(from === undefined ? {} : { from }) });
  return { clock, player, segments, asked, made, phases, play };
}

/** A state in which there is a place, rounded to tenths of a second. */
export const underway = (state: PlayerState) => {
  if (state.phase === 'idle' || state.phase === 'failed') throw new Error(`the player is ${state.phase}`);
  return { ...state, position: Math.round(state.position * 10) / 10, length: Math.round(state.length * 10) / 10 };
};
