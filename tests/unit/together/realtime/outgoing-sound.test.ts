import { expect, test } from 'vitest';
import { OutgoingSound, type SoundLine } from '../../../../app/together/realtime/outgoing-sound.ts';

const RATE = 16_000;

/** A line that notes what it was sent: sound by its length in ms, and the first sample of each piece. */
function line(): SoundLine & { sent: (number | string)[]; starts: number[] } {
  const sent: (number | string)[] = [];
  const starts: number[] = [];
  return {
    sent,
    starts,
    sendSound: (samples) => {
      starts.push(samples[0]!);
      sent.push(samples.length / 16);
      return true;
    },
    send: (message) => sent.push((message as { type: string }).type.replace('input_audio_buffer.', '')),
  };
}

/** Sound of which each sample tells its second. */
function speech(from: number, to: number): Int16Array {
  return Int16Array.from({ length: Math.round((to - from) * RATE) }, (_, i) => Math.floor(from + i / RATE));
}

function begun(to = 0): { sound: OutgoingSound; first: ReturnType<typeof line> } {
  const sound = new OutgoingSound();
  const first = line();
  sound.resume(first, false);
  if (to > 0) sound.append(speech(0, to));
  return { sound, first };
}

test('sound goes out in pieces of 50 ms to 1 s', () => {
  const { sound, first } = begun();
  for (let i = 0; i < 10; i++) sound.append(new Int16Array(320));
  sound.append(speech(0, 2.5));
  expect(first.sent).toEqual([60, 60, 60, 1000, 1000, 520]);
});

test('a commit goes out behind the sound that it ends, however little that is', () => {
  const { sound, first } = begun();
  sound.append(new Int16Array(160));
  sound.commit();
  sound.append(new Int16Array(160));
  expect(first.sent).toEqual([10, 'commit']);
  expect([sound.sent, sound.settled]).toEqual([false, false]);
});

test('what is said before anybody listens is kept for half a minute, and what is older is said to be lost', () => {
  const sound = new OutgoingSound();
  sound.append(speech(0, 20));
  sound.commit();
  sound.append(speech(20, 33));
  const first = line();
  expect(sound.resume(first, false)).toEqual({ lost: 3, repeatable: [] });
  expect(first.starts.slice(0, 2)).toEqual([3, 4]);
  expect(first.sent.filter((what) => typeof what === 'number').reduce((sum, ms) => sum + ms, 0)).toBe(30_000);
  expect(first.sent.indexOf('commit')).toBe(17);
});

test('after an interruption the last 5 s are sent again, and what was said before and not answered is lost', () => {
  const { sound } = begun(10);
  sound.answered();
  sound.append(speech(10, 12));
  sound.interrupt();
  sound.append(speech(12, 18));
  const second = line();
  expect(sound.resume(second, true)).toEqual({ lost: 3, repeatable: [] });
  expect(second.starts).toEqual([13, 14, 15, 16, 17]);
});

test('silence that the service has heard is not called lost', () => {
  const { sound } = begun(60);
  sound.answered();
  sound.interrupt();
  const second = line();
  expect(sound.resume(second, true).lost).toBe(0);
  expect(second.starts).toEqual([55, 56, 57, 58, 59]);
});

test('of a text that had begun only its sound beyond the 5 s is lost', () => {
  const { sound } = begun(10);
  sound.began();
  sound.append(speech(10, 17));
  sound.answered();
  sound.interrupt();
  expect(sound.resume(line(), true).lost).toBe(4);
});

test('what has been written is not sent again: by the clock of the service', () => {
  const { sound } = begun(10);
  sound.finished('Nine seconds.', 9, false);
  sound.interrupt();
  const second = line();
  expect(sound.resume(second, true)).toEqual({ lost: 0, repeatable: ['Nine seconds.'] });
  expect(second.starts).toEqual([9]);
});

test('what has been written is not sent again: without one, all up to 2 s before the text', () => {
  const { sound } = begun(10);
  sound.finished('Something.', null, false);
  sound.append(speech(10, 11));
  sound.interrupt();
  const second = line();
  expect(sound.resume(second, true)).toEqual({ lost: 0, repeatable: ['Something.'] });
  expect(second.starts).toEqual([8, 9, 10]);
});

test('where the service says to the point how far it is, no word can come back', () => {
  const { sound } = begun(10);
  expect(sound.processed(9500, true)).toBe(9500);
  sound.finished('Something.', 3, false);
  sound.interrupt();
  const second = line();
  expect(sound.resume(second, true)).toEqual({ lost: 0, repeatable: [] });
  expect(second.sent).toEqual([500]);
});

test('processed sound whose text is still open is sent again', () => {
  const { sound } = begun(10);
  sound.began();
  sound.processed(10_000, true);
  sound.interrupt();
  const second = line();
  sound.resume(second, true);
  expect(second.starts).toEqual([5, 6, 7, 8, 9]);
});

test('clocks of the service begin anew with each connection', () => {
  const { sound } = begun(20);
  sound.interrupt();
  sound.resume(line(), true);
  expect(sound.processed(2000, false)).toBe(17_000);
  sound.interrupt();
  const third = line();
  sound.resume(third, true);
  expect(third.starts).toEqual([17, 18, 19]);
});

test('a commit that brought no text is sent again behind its sound', () => {
  const { sound } = begun(3);
  sound.commit();
  sound.append(speech(3, 4));
  sound.interrupt();
  const second = line();
  sound.resume(second, true);
  expect(second.sent).toEqual([1000, 1000, 1000, 'commit', 1000]);
});

test('a commit that brought a text is not sent again', () => {
  const { sound } = begun(3);
  sound.commit();
  sound.finished('Three.', 3, false);
  sound.interrupt();
  const second = line();
  sound.resume(second, true);
  expect(second.sent).toEqual([]);
  expect(sound.settled).toBe(true);
});

test('what was cleared is neither sent again nor lost', () => {
  const { sound, first } = begun(3);
  sound.began();
  sound.commit();
  sound.clear();
  expect(first.sent.at(-1)).toBe('clear');
  sound.interrupt();
  const second = line();
  expect(sound.resume(second, true)).toEqual({ lost: 0, repeatable: [] });
  expect(second.sent).toEqual([]);
});

test('a line that takes no more is not spoken to', () => {
  const sound = new OutgoingSound();
  const pieces: number[] = [];
  sound.append(speech(0, 5));
  sound.resume({ sendSound: ({ length }) => pieces.push(length) < 3, send: () => undefined }, false);
  expect(pieces).toHaveLength(3);
});

test('there is nothing to wait for once all is sent and no turn was ended by hand', () => {
  const { sound } = begun(3);
  expect(sound.idle).toBe(true);
  sound.commit();
  expect(sound.idle).toBe(false);
  sound.finished('Three.', null, false);
  expect(sound.idle).toBe(true);
  sound.interrupt();
  sound.append(speech(3, 4));
  expect(sound.idle).toBe(false);
});
