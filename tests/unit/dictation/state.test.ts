import { expect, test } from 'vitest';
import { type DictationEvent, next } from '../../../app/dictation/state.ts';
import type { DictationState } from '../../../app/model/dictation.ts';

const problem = { code: 'service-unreachable', message: '', retryable: true, details: {} } as const;
const after = (...events: DictationEvent[]) => events.reduce<DictationState>(next, { phase: 'idle' });
const begun: DictationEvent[] = [{ type: 'asked' }, { type: 'begun', id: 'a' }];

test('a dictation goes from its wish to its text, and what is open may change on the way', () => {
  const heard = (settled: string, open: string): DictationEvent => ({ type: 'heard', settled, open });
  expect(after(...begun, heard('', 'On'), heard('One.', ' tw'))).toEqual({
    ...{ phase: 'listening', id: 'a', settled: 'One.', open: ' tw', notices: [] },
  });
  const written: DictationEvent = { type: 'written', text: 'One. Two.', rewritten: false, kept: true };
  expect(after(...begun, heard('One.', ''), { type: 'stopped' }, written)).toEqual({
    ...{ phase: 'done', id: 'a', text: 'One. Two.', rewritten: false, kept: true },
  });
});

test('what waits for the network becomes text while it is still shown, and what was cancelled does not', () => {
  const written: DictationEvent = { type: 'written', text: 'Late.', rewritten: true, kept: true };
  const deferred: DictationEvent = { type: 'deferred', text: 'La', problem };
  expect(after(...begun, deferred)).toEqual({ phase: 'waiting', id: 'a', text: 'La', problem });
  expect(after(...begun, deferred, written)).toMatchObject({ phase: 'done', text: 'Late.' });
  const cancelled: DictationEvent = { type: 'cancelled', until: 5 };
  expect(after(...begun, cancelled, written)).toEqual({ phase: 'cancelled', id: 'a', until: 5 });
});

test('a notice comes and goes, and is there once', () => {
  const muted = (on: boolean): DictationEvent => ({ type: 'noticed', notice: 'muted', on });
  const notices = (...events: DictationEvent[]) => (after(...begun, ...events) as { notices: unknown }).notices;
  expect([notices(muted(true), muted(true)), notices(muted(true), muted(false)), notices(muted(false))]).toEqual([
    ['muted'],
    [],
    [],
  ]);
});

test('the next one may begin while the text of the last is waited for, but not while one is spoken', () => {
  expect(after(...begun, { type: 'stopped' }, { type: 'asked' })).toEqual({ phase: 'starting' });
  expect(after(...begun, { type: 'asked' })).toMatchObject({ phase: 'listening', id: 'a' });
});

test('a microphone that refuses is told of, and can be asked again', () => {
  const refused = after({ type: 'asked' }, { type: 'refused', problem });
  expect(refused).toEqual({ phase: 'failed', problem });
  expect(next(refused, { type: 'asked' })).toEqual({ phase: 'starting' });
});
