import { expect } from 'vitest';
import { isCancelled, Problem } from '../../app/model/problem.ts';
import type { Voice } from '../../app/model/script.ts';
import { ahead } from '../../app/synthesis/ahead.ts';
import type { Session } from '../../app/synthesis/session.ts';
import { random } from '../unit/pcm/random.ts';
import { bytesOf, voiceOf } from './live-server.ts';

const SEGMENTS = 200;
/** Segments that are in the making at once. */
const WIDTH = 40;
/** How often somebody asks for one segment; a fault in four replies makes more than this as good as impossible. */
const PATIENCE = 20;

export const VOICE: Voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };

export const SCRIPT = Array.from({ length: SEGMENTS }, (_, i) => `${i}: ${'la '.repeat(5 + (i % 20))}.`);

/** The fate of something in a run, such as a text or a handshake: the same for the same seed, whatever comes first. */
export const fateOf = (seed: number, ...what: number[]): (() => number) =>
  random([seed, ...what].reduce((mixed, each) => Math.floor(random(mixed ^ each)() * 2 ** 32), 1));

/** What came of a run, by the codes of the Problems that were met. */
export interface RunReport {
  problems: Map<string, number>;
  left: number;
}

/**
 * Has a script made as the app does, some segments ahead, by somebody who asks again after a Problem, and who leaves
 * or aborts now and then. Fails where a segment is not whole or out of order, and where anything was heard of one that
 * is not the beginning of it. `asks` hears of each wish before it is told to the session, and whether
 * an earlier one for the same text was given up by whoever had it.
 */
export async function runScript(
  session: Session,
  seed: number,
  asks: (text: string, gaveUp: boolean) => void,
): Promise<RunReport> {
  const report: RunReport = { problems: new Map(), left: 0 };
  const have = async (text: string, signal: AbortSignal): Promise<Int16Array> => {
    let gaveUp = false;
    for (let tries = 1; ; tries++) {
      expect(tries).toBeLessThan(PATIENCE);
      asks(text, gaveUp);
      const chance = fateOf(seed, SCRIPT.indexOf(text), tries, 1);
      const end = await heard({ session, report }, text, signal, chance);
      if (end === 'left') gaveUp = true;
      else if (end !== 'problem') return end;
    }
  };
  let index = 0;
  for await (const samples of ahead(SCRIPT, have, { width: WIDTH, signal: new AbortController().signal })) {
    expect(samples).toBe(voiceOf(SCRIPT[index++]!));
  }
  expect(index).toBe(SEGMENTS);
  return report;
}

/** All of a segment's sound, unless the session, or whoever listened, gave it up. */
async function heard(
  { session, report }: { session: Session; report: RunReport },
  text: string,
  signal: AbortSignal,
  chance: () => number,
): Promise<Int16Array | 'problem' | 'left'> {
  const whole = voiceOf(text);
  const whim = chance();
  const controller = new AbortController();
  const either = whim < 0.02 ? AbortSignal.any([signal, controller.signal]) : signal;
  if (whim < 0.01) setImmediate(() => controller.abort());
  let at = 0;
  try {
    for await (const part of session.speak(text, VOICE, either)) {
      if (!('samples' in part)) continue;
      const { rate, channels, samples } = part;
      expect([rate, channels]).toEqual([24_000, 1]);
      // What is heard of a segment is its beginning, whatever comes then: else something is lost, or said twice.
      if (!isPart(samples, whole, at)) expect.unreachable(`${text}: other sound at ${at}`);
      at += samples.length;
      if (whim < 0.02) controller.abort();
      else if (whim < 0.04) return left(report);
    }
  } catch (thrown) {
    if (isCancelled(thrown) && controller.signal.aborted) return left(report);
    if (!(thrown instanceof Problem)) throw thrown;
    report.problems.set(thrown.code, (report.problems.get(thrown.code) ?? 0) + 1);
    return 'problem';
  }
  if (at !== whole.length) expect.unreachable(`${text}: ends at ${at}`);
  return whole;
}

function left(report: RunReport): 'left' {
  report.left++;
  return 'left';
}

const isPart = (part: Int16Array, whole: Int16Array, at: number) =>
  bytesOf(part).equals(bytesOf(whole.subarray(at, at + part.length)));
