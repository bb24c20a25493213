import { expect, test } from 'vitest';
import { type TurnDetection, TURN_DETECTION, Turns } from '../../../../app/local/hearing/turns.ts';

/** Sound of `ms` milliseconds at an amplitude, at 16,000 Hz. */
const sound = (ms: number, amplitude: number) =>
  Int16Array.from({ length: ms * 16 }, (_, i) => Math.round(amplitude * Math.sin(i / 5)));
const speech = (ms: number) => sound(ms, 8000);
const silence = (ms: number) => sound(ms, 20);

/** Lengths in ms of the turns in sounds one after another, and of what a commit gives after them. */
function lengths(sounds: Int16Array[], detection: Partial<TurnDetection> | null = {}, chunk = 1000) {
  const turns = new Turns(detection && { ...TURN_DETECTION, ...detection });
  const all = Int16Array.from(sounds.flatMap((samples) => [...samples]));
  const over: number[] = [];
  for (let at = 0; at < all.length; at += chunk) {
    over.push(...turns.push(all.subarray(at, at + chunk)).map((turn) => turn.length / 16));
  }
  return { over, rest: (turns.commit()?.length ?? 0) / 16 };
}

test.each([1, 319, 320, 1000, 100_000])(
  'a turn is speech with its margins, sound coming %i samples at a time',
  (chunk) => {
    const sounds = [silence(1000), speech(600), silence(300), speech(400), silence(1000)];
    expect(lengths(sounds, {}, chunk)).toEqual({ over: [240 + 1300 + 240].map((ms) => ms + 20), rest: 0 });
  },
);

test('a click is no turn', () => {
  expect(lengths([silence(500), speech(100), silence(1000)])).toEqual({ over: [], rest: 0 });
});

test('a turn that is too long is cut where it is quietest, and nothing of it is lost', () => {
  const { over, rest } = lengths([speech(4700), sound(40, 600), speech(2000), silence(40)]);
  expect([...over, rest]).toEqual([4700, 2080]);
});

test('a commit gives the turn so far, or nothing where there was none', () => {
  expect(lengths([silence(100), speech(300)]).rest).toBe(400);
  expect(lengths([silence(3000)]).rest).toBe(0);
});

test('a lower threshold hears more', () => {
  const sounds = [sound(1000, 200), silence(1000)];
  expect(lengths(sounds).over).toEqual([]);
  expect(lengths(sounds, { threshold: 0.05 }).over).toHaveLength(1);
});

test('without detection only a commit ends a turn, and all is kept', () => {
  expect(lengths([silence(3000), speech(7000), silence(10)], null)).toEqual({ over: [], rest: 10_010 });
});

test('what was cleared is in no turn', () => {
  const turns = new Turns(TURN_DETECTION);
  turns.push(speech(1000));
  turns.clear();
  expect([turns.push(silence(2000)), turns.commit()]).toEqual([[], null]);
});
