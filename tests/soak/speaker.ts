/** Somebody who dictates, and finds every recording in the history. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DictationState, RecordingEntry } from '../../app/model/dictation.ts';
import { noise } from '../tools/noise.ts';
import { now } from './ledger.ts';
import { got, pause, type Person, type World } from './world.ts';

const RATE = 16_000;
/** Seconds at the end of a recording that need not be there yet when the app is killed. */
const UNWRITTEN = 1;
/** Seconds that a text may take: the service may be silent for as long as that. */
const PATIENCE = 25;
const OVER: readonly DictationState['phase'][] = ['done', 'waiting', 'failed', 'cancelled', 'idle'];

export function createSpeaker(world: World): Person {
  const { ledger, feed } = world;
  /** Seconds that each recording must have, by its id. */
  const recorded = new Map<string, number>();
  let speaking: { id: string; since: number } | null = null;
  const state = () => got(world, (api) => api.dictation.state());
  const until = async (phases: readonly DictationState['phase'][], seconds: number) => {
    for (const late = now() + seconds * 1_000; now() < late; await sleep(50)) {
      const at = await state();
      if (!at || phases.includes(at.phase)) return at;
    }
    return state();
  };
  const dictate = async () => {
    const seconds = 0.8 + 2 * world.chance();
    const begun = now();
    await got(world, (api) => api.dictation.start({}));
    const listening = await until(['listening', 'failed'], 5);
    if (listening?.phase !== 'listening') return;
    const { id } = listening;
    speaking = { id, since: now() };
    await feed.say(noise(Math.ceil(seconds * 100), RATE * seconds).map((sample) => sample / 8));
    await got(world, (api) => api.dictation.stop());
    const ended = await until(OVER, PATIENCE);
    speaking = null;
    // A full disk and a microphone that is gone are told of; what was killed has been looked at already.
    if (ledger.any(begun, now(), 'kill', 'disk full')) return;
    if (!ended || !OVER.includes(ended.phase)) {
      ledger.break('every dictation ends', `it is ${ended?.phase} after ${PATIENCE} s`);
    } else if (ended.phase === 'done' || ended.phase === 'waiting') {
      ledger.count('dictations');
      recorded.set(id, seconds - 0.3);
    }
    await got(world, (api) => api.dictation.dismiss());
  };
  /** All pages of the history; undefined where the app is gone. */
  const everything = async () => {
    const all: RecordingEntry[] = [];
    for (;;) {
      const [last] = all.slice(-1);
      const before = last && { id: last.id, started: last.started };
      const page = await got(world, (api) => api.dictation.history({ text: '', ...(before && { before }) }));
      if (!page || page.length === 0) return page && all;
      all.push(...page);
    }
  };
  const check = async () => {
    const killed = ledger.moments.findLast(({ what }) => what === 'kill')?.from ?? 0;
    // Whoever is late at the recorder is late at the microphone, too.
    if (speaking && !ledger.any(speaking.since, killed, 'recorder late')) {
      recorded.set(speaking.id, (killed - speaking.since) / 1_000 - UNWRITTEN);
    }
    speaking = null;
    const history = await everything();
    if (!history) return;
    for (const [id, least] of recorded) {
      const entry = history.find((entry) => entry.id === id);
      if (least > 0 && (!entry || entry.seconds < least)) {
        ledger.break('nothing is lost', `a recording of ${least.toFixed(1)} s is ${entry?.seconds ?? 'gone'}`);
        recorded.delete(id);
      }
    }
  };
  return {
    async work() {
      while (!world.over.aborted) {
        await pause(world, 2, 8);
        if (!world.over.aborted) await dictate();
      }
    },
    check,
    async finish() {
      await got(world, (api) => api.dictation.dismiss());
      await check();
    },
  };
}
