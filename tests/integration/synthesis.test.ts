import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { type Pcm, TAKE_RATE } from '../../app/model/pcm.ts';
import { Problem } from '../../app/model/problem.ts';
import type { Segment } from '../../app/model/script.ts';
import { ahead } from '../../app/synthesis/ahead.ts';
import { createNarrator } from '../../app/synthesis/narrator.ts';
import type { Session } from '../../app/synthesis/session.ts';
import { random } from '../unit/pcm/random.ts';
import { openedTakes } from '../unit/store/open.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };
const never = new AbortController().signal;
const MIB = 2 ** 20;

const segment = (spoken: string): Segment => ({
  id: `${spoken}/0`,
  chapter: 'c1',
  block: spoken,
  start: 0,
  end: spoken.length,
  spoken,
  voice,
  take: 0,
  sentences: [0],
  pauseAfter: 0,
});

function leftOver(folder: string): string[] {
  return readdirSync(join(folder, 'takes'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.part'),
  );
}

setFlagsFromString('--expose-gc');
/** Takes away what nobody holds, so that what is measured is what is held. */
const collect = runInNewContext('gc') as () => void;

/** The sound of a text: its own number, a hundred frames and more, so that one text is never taken for another. */
const soundOf = (spoken: string) => new Int16Array(100 + Number(spoken) * 17).fill(Number(spoken));

const lengthHeard = async (sound: AsyncIterable<Pcm>, spoken: string, each?: () => Promise<boolean>) => {
  let frames = 0;
  for await (const { samples } of sound) {
    expect(samples.every((sample) => sample === Number(spoken))).toBe(true);
    frames += samples.length;
    if (await each?.()) return null;
  }
  return frames;
};

test('whatever the interleaving of listeners, aborts and failures, everybody hears the truth', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const below = (limit: number) => Math.floor(next() * limit);
    const turns = async (limit: number) => {
      for (let left = below(limit); left > 0; left--) await turn();
    };
    const { takes, folder, database } = await openedTakes();
    const running = new Map<string, number>();
    let [bought, open] = [0, 0];
    const session: Session = {
      speak: async function* (spoken, _voice, signal) {
        bought++;
        open++;
        running.set(spoken, (running.get(spoken) ?? 0) + 1);
        const failing = next() < 0.25;
        try {
          const sound = soundOf(spoken);
          for (let at = 0; at < sound.length;) {
            await turns(3);
            signal.throwIfAborted();
            if (failing && next() < 0.3) throw new Problem('service-failed', 'no');
            const size = 1 + below(60);
            yield { rate: TAKE_RATE, channels: 1, samples: sound.subarray(at, (at += size)) };
          }
        } finally {
          open--;
        }
      },
    };
    const narrator = createNarrator({ session, takes });
    const person = async () => {
      const spoken = `${1 + below(3)}`;
      const controller = new AbortController();
      const [aborts, leaves] = [next() < 0.3, next() < 0.2];
      await turns(20);
      const stopping = aborts && turns(20).then(() => controller.abort());
      const each = async () => {
        await turns(3);
        return leaves && next() < 0.3;
      };
      try {
        if (next() < 0.4) {
          const made = await narrator.make(segment(spoken), controller.signal);
          expect(made.take.frames).toBe(soundOf(spoken).length);
          return made.cached ? 'cached' : 'made';
        }
        const frames = await lengthHeard(narrator.speak(segment(spoken), controller.signal), spoken, each);
        expect([null, soundOf(spoken).length]).toContain(frames);
        return 'heard';
      } catch (thrown) {
        if (controller.signal.aborted) expect(thrown).toBe(controller.signal.reason);
        else expect(thrown).toMatchObject({ code: 'service-failed' });
        return 'stopped';
      } finally {
        await stopping;
      }
    };
    const outcomes = await Promise.all(Array.from({ length: 12 }, person));
    // Those who left a loop left purchases that go on; whoever asks once more finds or joins them.
    await Promise.allSettled(['1', '2', '3'].map((spoken) => narrator.make(segment(spoken), never)));
    await narrator.close();
    expect(outcomes.filter((outcome) => outcome === 'made').length, `seed ${seed}`).toBeLessThanOrEqual(bought);
    expect({ seed, open, left: leftOver(folder) }).toEqual({ seed, open: 0, left: [] });
    for (const spoken of ['1', '2', '3']) {
      const take = narrator.find(segment(spoken));
      if (take) expect(await lengthHeard(takes.read(take), spoken)).toBe(soundOf(spoken).length);
    }
    database.close();
  }
});

test('a book is made ahead of its listener, each segment once, and resumes for nothing', async () => {
  const { takes } = await openedTakes();
  const asked: string[] = [];
  const session: Session = {
    speak: async function* (spoken) {
      asked.push(spoken);
      yield { rate: TAKE_RATE, channels: 1, samples: soundOf(spoken) };
    },
  };
  const narrator = createNarrator({ session, takes });
  const book = Array.from({ length: 30 }, (_, n) => segment(`${n % 20}`));
  const read = async () => {
    const lengths: number[] = [];
    let cached = 0;
    const make = (each: Segment, signal: AbortSignal) => narrator.make(each, signal);
    for await (const made of ahead(book, make, { width: 4, signal: never })) {
      lengths.push(made.take.frames);
      if (made.cached) cached++;
    }
    return { lengths, cached };
  };
  const lengths = book.map(({ spoken }) => soundOf(spoken).length);
  expect([await read(), await read()]).toEqual([
    { lengths, cached: 10 },
    { lengths, cached: 30 },
  ]);
  expect(asked.length).toBe(20);
  await narrator.close();
});

test('a slow listener of a large segment costs disk, not memory', async () => {
  const { takes, folder } = await openedTakes();
  const PIECE = 16_384;
  const PIECES = 2000;
  const resident = () => {
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  let most = 0;
  const session: Session = {
    speak: async function* () {
      for (let n = 0; n < PIECES; n++) {
        if (n % 100 === 0) most = Math.max(most, resident());
        yield { rate: TAKE_RATE, channels: 1, samples: new Int16Array(PIECE).fill(n) };
      }
    },
  };
  const narrator = createNarrator({ session, takes });
  const before = resident();
  const sound = narrator.speak(segment('1'), never)[Symbol.asyncIterator]();
  const first = (await sound.next()).value!.samples;
  // Nothing is pulled until all of it has arrived.
  const { take } = await narrator.make(segment('1'), never);
  most = Math.max(most, resident());
  let [frames, wrong] = [first.length, 0];
  for (let next = await sound.next(); !next.done; next = await sound.next()) {
    for (let at = 0; at < next.value.samples.length; at += 64) {
      if (next.value.samples[at] !== Math.floor((frames + at) / PIECE)) wrong++;
    }
    frames += next.value.samples.length;
  }
  await narrator.close();
  expect({ frames, wrong, left: leftOver(folder) }).toEqual({ frames: PIECE * PIECES, wrong: 0, left: [] });
  expect(take.frames * 2).toBe(62.5 * MIB);
  expect((most - before) / MIB).toBeLessThan(4);
});
