import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { sentenceStarts } from '../../app/script/sentences.ts';
import { matchedWords, recogniseWords } from '../tools/recognise.ts';
import { read } from '../tools/passage.ts';
import { Rig, RIG_RATE, rigMissing } from '../tools/rig.ts';

const PARAGRAPHS = Number(process.env.LECTERN_PARAGRAPHS ?? 2);
/** Of a border between two sentences, in seconds: what a reader sees as the same moment. */
const NEAR = 0.08;
const EVERY = 0.1;

interface Told {
  at: number;
  block: number;
  start: number;
  word: number | null;
}
interface Report {
  /** Why nothing was heard, or null. */
  sound: unknown;
  rounds: { speed: number; told: Told[]; ended: number }[];
}

describe.skipIf(rigMissing)('the highlight', () => {
  const limit = 90_000 * PARAGRAPHS;
  test('is on the sentence that is heard, at every tenth of a second', { timeout: limit, retry: 1 }, async () => {
    const rig = await Rig.start();
    const folder = await mkdtemp(join(tmpdir(), 'lectern-heard-'));
    onTestFinished(async () => {
      await rig.stop();
      await rm(folder, { recursive: true });
    });
    const from = rig.recording.length;
    const { rounds, sound } = await rig.play<Report>('highlight', { paragraphs: PARAGRAPHS }, limit);
    expect(sound).toBe(null);
    const samples = rig.recording.since(from);
    let begun = 0;
    for (const { speed, told, ended } of rounds) {
      const last = frameAt(rig, from, ended, samples.length);
      const first = samples.findIndex((sample, i) => i >= begun && sample !== 0);
      const heard = await wordsHeard(join(folder, `${speed}.wav`), samples.slice(first, last), speed);
      const at = (second: number) => rig.recording.arrivalOf(from + first + Math.round(second * RIG_RATE));
      const { judged, wrong } = judge(heard, told, at);
      console.log(JSON.stringify({ speed, words: heard.length, judged, wrong: wrong.length }));
      expect(judged).toBeGreaterThan((15 * PARAGRAPHS) / speed);
      expect(wrong, `at speed ${speed}`).toEqual([]);
      begun = last;
    }
  });
});

interface Heard {
  /** Number of the sentence, counted through all paragraphs. */
  sentence: number;
  from: number;
  to: number;
}

const paragraphs = read(PARAGRAPHS);
const sentences = paragraphs.flatMap((text, block) =>
  sentenceStarts(text, 'en').map((start, i, all) => ({ block, start, text: text.slice(start, all[i + 1]) })),
);

/** The words of the passage where they are heard, in seconds: those that were understood. */
async function wordsHeard(path: string, samples: Int16Array, speed: number): Promise<Heard[]> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const header = wavHeader({ rate: RIG_RATE, channels: 1, frames: samples.length });
  await writeFile(path, Buffer.concat([header, bytes]));
  const said = sentences.flatMap(({ text }, sentence) =>
    (text.toLowerCase().match(/[a-z']+/g) ?? []).map((word) => ({ word, sentence })),
  );
  const words = await recogniseWords(path, speed);
  return matchedWords(
    said.map(({ word }) => word),
    words.map(({ word }) => word),
  ).map(([mine, theirs]) => ({ sentence: said[mine]!.sentence, from: words[theirs]!.from, to: words[theirs]!.to }));
}

/** Each tenth of a second within what is surely one sentence, beside what was highlighted then. */
function judge(heard: Heard[], told: Told[], at: (second: number) => number) {
  const shown = (second: number) => {
    const moment = at(second);
    const { block, start } = told.findLast((one) => one.at <= moment) ?? told[0]!;
    return sentences.findIndex((sentence) => sentence.block === block && sentence.start === start);
  };
  const wrong: { second: number; heard: number; shown: number }[] = [];
  let judged = 0;
  for (const [sentence] of sentences.entries()) {
    const own = heard.filter((word) => word.sentence === sentence);
    if (own.length === 0) continue;
    for (let second = own[0]!.from + NEAR; second < own.at(-1)!.to - NEAR; second += EVERY) {
      judged++;
      if (shown(second) !== sentence) wrong.push({ second, heard: sentence, shown: shown(second) });
    }
  }
  return { judged, wrong };
}

/** The frame of the recording that came in at a moment. */
function frameAt(rig: Rig, from: number, moment: number, most: number): number {
  let frame = 0;
  while (frame < most && rig.recording.arrivalOf(from + frame) < moment) frame += 240;
  return Math.min(frame, most);
}
