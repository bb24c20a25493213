import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import { Problem } from '../../../app/model/problem.ts';
import type { Segment } from '../../../app/model/script.ts';
import { createNarrator } from '../../../app/synthesis/narrator.ts';
import { openedTakes } from '../store/open.ts';
import { ScriptedSession } from './scripted-session.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };
const never = new AbortController().signal;

const segment = (spoken: string, by = voice): Segment => ({
  id: 'b1/0',
  chapter: 'c1',
  block: 'b1',
  start: 0,
  end: spoken.length,
  spoken,
  voice: by,
  take: 0,
  sentences: [0],
  pauseAfter: 0,
});

async function opened() {
  const { takes, folder } = await openedTakes();
  const session = new ScriptedSession();
  const narrator = createNarrator({ session, takes });
  onTestFinished(() => narrator.close());
  const files = () => readdirSync(join(folder, 'takes'), { recursive: true, withFileTypes: true });
  const names = () => files().flatMap((file) => (file.isFile() ? [file.name] : []));
  const halves = () => names().filter((name) => name.endsWith('.part'));
  return { takes, session, narrator, names, halves };
}

async function heard(sound: AsyncIterable<Pcm>): Promise<number[]> {
  const samples: number[] = [];
  for await (const pcm of sound) samples.push(...pcm.samples);
  return samples;
}

const unreachable = () => new Problem('service-unreachable', 'nobody there', { retryable: true });
const aborted = expect.objectContaining({ name: 'AbortError' });

test('a segment is heard as it arrives, and kept', async () => {
  const { narrator, session, names } = await opened();
  const sound = narrator.speak(segment('Hello.'), never)[Symbol.asyncIterator]();
  const first = sound.next();
  const call = await session.call(0);
  expect(call.spoken).toBe('Hello.');
  call.send(1, 2, 3);
  expect((await first).value).toEqual({ rate: 24_000, channels: 1, samples: Int16Array.of(1, 2, 3) });
  call.send(4);
  expect([...(await sound.next()).value!.samples]).toEqual([4]);
  expect(narrator.find(segment('Hello.'))).toBeNull();
  call.end();
  expect((await sound.next()).done).toBe(true);
  const take = narrator.find(segment('Hello.'))!;
  expect([take.frames, names()]).toEqual([4, [`${take.key}.pcm`]]);
});

test('what is kept is neither bought nor asked for again, whatever the segment around the words', async () => {
  const { narrator, session } = await opened();
  const made = narrator.make(segment('Hello.'), never);
  const call = await session.call(0);
  call.send(1, 2);
  call.end();
  const { take } = await made;
  const elsewhere = { ...segment('Hello.'), id: 'b7/3', block: 'b7', pauseAfter: 300 };
  expect(await heard(narrator.speak(elsewhere, never))).toEqual([1, 2]);
  expect(await narrator.make(elsewhere, never)).toEqual({ take, cached: true });
  expect([await made, session.calls.length]).toEqual([{ take, cached: false }, 1]);
});

test('all who want one segment at a time share one purchase, which counts once', async () => {
  const { narrator, session } = await opened();
  const early = heard(narrator.speak(segment('Hello.'), never));
  const call = await session.call(0);
  call.send(1, 2);
  const late = narrator.speak(segment('Hello.'), never)[Symbol.asyncIterator]();
  expect([...(await late.next()).value!.samples]).toEqual([1, 2]);
  const made = [narrator.make(segment('Hello.'), never), narrator.make(segment('Hello.'), never)];
  call.send(3);
  call.end();
  const rest = await heard({ [Symbol.asyncIterator]: () => late });
  expect([await early, rest, session.calls.length]).toEqual([[1, 2, 3], [3], 1]);
  expect((await Promise.all(made)).map(({ cached }) => cached)).toEqual([true, true]);
});

test('of two who make a segment at once, the one who began it has bought it', async () => {
  const { narrator, session } = await opened();
  const made = [narrator.make(segment('Hello.'), never), narrator.make(segment('Hello.'), never)];
  const call = await session.call(0);
  call.send(1);
  call.end();
  expect((await Promise.all(made)).map(({ cached }) => cached)).toEqual([false, true]);
});

test('other words or another voice are another purchase', async () => {
  const { narrator, session } = await opened();
  const made = [
    narrator.make(segment('Hello.'), never),
    narrator.make(segment('Hello!'), never),
    narrator.make(segment('Hello.', { ...voice, voice: 'w' }), never),
  ];
  await session.call(2);
  for (const [n, call] of session.calls.entries()) {
    call.send(n);
    call.end();
  }
  const takes = (await Promise.all(made)).map(({ take }) => take.key);
  expect(new Set(takes).size).toBe(3);
});

test('a listener who stops listening leaves a purchase that goes on to its end', async () => {
  const { narrator, session } = await opened();
  const leaving = (async () => {
    for await (const _ of narrator.speak(segment('Hello.'), never)) break;
  })();
  const call = await session.call(0);
  call.send(1);
  await leaving;
  const joined = narrator.make(segment('Hello.'), never);
  call.send(2);
  call.end();
  expect((await joined).take.frames).toBe(2);
  expect(session.calls.length).toBe(1);
});

test('an abort frees the socket and discards the file, though its listener had left before', async () => {
  const { narrator, session, halves } = await opened();
  const controller = new AbortController();
  const leaving = (async () => {
    for await (const _ of narrator.speak(segment('Hello.'), controller.signal)) break;
  })();
  const call = await session.call(0);
  call.send(1);
  await leaving;
  expect([call.freed, halves().length]).toEqual([false, 1]);
  controller.abort();
  await turn();
  expect(call.freed).toBe(true);
  await narrator.close();
  expect(halves()).toEqual([]);
});

test('one who aborts takes nothing from the others; the last one ends it', async () => {
  const { narrator, session, names } = await opened();
  const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
  const listening = heard(narrator.speak(segment('Hello.'), first.signal));
  const call = await session.call(0);
  const making = narrator.make(segment('Hello.'), second.signal);
  const last = narrator.make(segment('Hello.'), third.signal);
  call.send(1);
  first.abort();
  await expect(listening).rejects.toEqual(aborted);
  second.abort();
  await expect(making).rejects.toEqual(aborted);
  expect(call.freed).toBe(false);
  third.abort();
  await expect(last).rejects.toEqual(aborted);
  await narrator.close();
  expect([call.freed, session.calls.length, names()]).toEqual([true, 1, []]);
});

test('who asks again right after an abort has a purchase of their own', async () => {
  const { narrator, session, halves } = await opened();
  const controller = new AbortController();
  const given = narrator.make(segment('Hello.'), controller.signal);
  (await session.call(0)).send(1);
  controller.abort();
  const again = narrator.make(segment('Hello.'), never);
  await expect(given).rejects.toEqual(aborted);
  const call = await session.call(1);
  call.send(7, 8);
  call.end();
  expect([(await again).take.frames, (await again).cached]).toEqual([2, false]);
  await narrator.close();
  expect(halves()).toEqual([]);
});

test('an aborted signal buys nothing, not even what is kept', async () => {
  const { narrator, session } = await opened();
  const gone = AbortSignal.abort();
  await expect(narrator.make(segment('Hello.'), gone)).rejects.toEqual(aborted);
  await expect(heard(narrator.speak(segment('Hello.'), gone))).rejects.toEqual(aborted);
  expect(session.calls).toEqual([]);
});

test('a failure reaches everybody, leaves nothing, and the next try begins anew', async () => {
  const { narrator, session, names } = await opened();
  const listening = heard(narrator.speak(segment('Hello.'), never));
  const call = await session.call(0);
  const making = narrator.make(segment('Hello.'), never);
  call.send(1, 2);
  const problem = unreachable();
  call.fail(problem);
  const outcomes = await Promise.allSettled([listening, making]);
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([problem, problem]);
  const again = narrator.make(segment('Hello.'), never);
  const second = await session.call(1);
  second.send(3);
  second.end();
  expect([(await again).cached, names()]).toEqual([false, [`${(await again).take.key}.pcm`]]);
});

test('a purchase that fails after everybody stopped listening disturbs nobody', async () => {
  const { narrator, session, halves } = await opened();
  const leaving = (async () => {
    for await (const _ of narrator.speak(segment('Hello.'), never)) break;
  })();
  const call = await session.call(0);
  call.send(1);
  await leaving;
  call.fail(unreachable());
  await narrator.close();
  expect([call.freed, halves()]).toEqual([true, []]);
});

test('a disk that fails ends the purchase and frees the socket', async () => {
  const { takes } = await openedTakes();
  const session = new ScriptedSession();
  const full = new Problem('disk-full', 'no room');
  const begin: typeof takes.begin = async (key, rate) => {
    const writer = await takes.begin(key, rate);
    return { ...writer, frames: 0, write: () => Promise.reject(full) };
  };
  const narrator = createNarrator({ session, takes: { ...takes, begin } });
  const made = narrator.make(segment('Hello.'), never);
  const call = await session.call(0);
  call.send(1);
  await expect(made).rejects.toBe(full);
  await narrator.close();
  expect(call.freed).toBe(true);
});

test('a take that was harmed on the disk is bought again', async () => {
  const { narrator, session } = await opened();
  const made = narrator.make(segment('Hello.'), never);
  (await session.call(0)).send(1, 2, 3);
  session.calls[0]!.end();
  truncateSync((await made).take.path, 2);
  const again = heard(narrator.speak(segment('Hello.'), never));
  const call = await session.call(1);
  call.send(4, 5);
  call.end();
  expect(await again).toEqual([4, 5]);
});

test('closing gives up what is being bought and refuses what comes after', async () => {
  const { narrator, session, halves } = await opened();
  const listening = heard(narrator.speak(segment('Hello.'), never));
  const making = narrator.make(segment('Good-bye.'), never);
  (await session.call(1)).send(1);
  const outcomes = Promise.allSettled([listening, making]);
  await narrator.close();
  expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([
    aborted,
    aborted,
  ]);
  expect([session.calls.every(({ freed }) => freed), halves()]).toEqual([true, []]);
  await expect(narrator.make(segment('Hello.'), never)).rejects.toEqual(aborted);
});

test('what a session only guesses to be all is heard to its end by everybody, and not kept', async () => {
  const { narrator, session, names } = await opened();
  const early = heard(narrator.speak(segment('Hello.'), never));
  const call = await session.call(0);
  call.send(1, 2);
  const late = narrator.speak(segment('Hello.'), never)[Symbol.asyncIterator]();
  expect([...(await late.next()).value!.samples]).toEqual([1, 2]);
  call.send(3);
  call.endAsGuessed();
  expect(await early).toEqual([1, 2, 3]);
  expect(narrator.find(segment('Hello.'))).toBeNull();
  expect([...(await late.next()).value!.samples]).toEqual([3]);
  expect((await late.next()).done).toBe(true);
  await expect.poll(names).toEqual([]);
});

test('an export that waited for what was played and is not kept has it made anew', async () => {
  const { narrator, session } = await opened();
  const played = heard(narrator.speak(segment('Hello.'), never));
  const call = await session.call(0);
  const made = narrator.make(segment('Hello.'), never);
  call.send(1);
  call.endAsGuessed();
  const again = await session.call(1);
  again.send(1, 2);
  again.end();
  expect(await made).toMatchObject({ cached: false, take: { frames: 2 } });
  expect(await played).toEqual([1]);
});

test.each(['closing the narrator', 'aborting'])(
  '%s ends what is heard and is not kept, and nothing is left',
  async (how) => {
    const { narrator, session, names } = await opened();
    const controller = new AbortController();
    const sound = narrator.speak(segment('Hello.'), controller.signal)[Symbol.asyncIterator]();
    const first = sound.next();
    const call = await session.call(0);
    call.send(1);
    await first;
    call.send(2);
    call.endAsGuessed();
    await turn();
    if (how === 'aborting') controller.abort();
    else await narrator.close();
    await expect(sound.next()).rejects.toEqual(aborted);
    await expect.poll(names).toEqual([]);
  },
);
