import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFlite } from '../../app/local/voices/flite.ts';
import type { Document } from '../../app/model/document.ts';
import { TAKE_RATE } from '../../app/model/pcm.ts';
import { buildScript } from '../../app/script/build.ts';
import { exportBook } from '../../app/export/export.ts';
import { openDatabase } from '../../app/store/database.ts';
import { createExports } from '../../app/store/exports.ts';
import { openTakes } from '../../app/store/takes.ts';
import { segmentsFor } from '../../app/studio/segments.ts';
import { createNarrator } from '../../app/synthesis/narrator.ts';
import { type HeardWord, matchedWords, recogniseWords } from '../tools/recognise.ts';

/** So many paragraphs of the chapter, which has 40, are narrated; and so many seconds of that, of 410, recognised. */
const PARAGRAPHS = Number(process.env['LECTERN_PARAGRAPHS'] ?? 10);
const HEARD = Number(process.env['LECTERN_HEARD'] ?? 20);
/** Seconds that the recogniser hears at a time, who takes about half as long. */
const PART = 40;
/** In seconds: what a reader takes for the same moment. */
const NEAR = 0.15;

interface Cue {
  from: number;
  words: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'lectern-cues-'));
const sound = join(folder, 'chapter.wav');
let cues: Cue[];
/** When the voice itself says that it speaks each word, in seconds. */
let spoken: number[];

beforeAll(async () => {
  const flite = createFlite({ worker: new URL('../../app/local/flite.worker.ts', import.meta.url) });
  const database = openDatabase(folder);
  const takes = await openTakes(database, folder, Date.now);
  try {
    const { script, segments } = chapter();
    const said = new Map<string, { starts: number[]; seconds: number }>();
    const narrator = createNarrator({
      takes,
      session: {
        async *speak(text, _voice, signal) {
          const { samples, words } = await flite.say(
            text,
            { voice: 'slt', rate: TAKE_RATE, speed: 1, words: true },
            signal,
          );
          const heard = words.filter((word) => /[a-z]/i.test(word.text));
          said.set(text, { starts: heard.map(({ start }) => start), seconds: samples.length / TAKE_RATE });
          yield { rate: TAKE_RATE, channels: 1, samples };
        },
      },
    });
    await exportBook({
      ...{ script, segments, sound: { format: 'wav' }, out: sound, beside: ['srt'], replace: false },
      ...{ narrator, takes, exports: createExports(database, Date.now), encoder: null, clock: Date.now },
      ...{ price: () => null, signal: new AbortController().signal },
    });
    let at = 0;
    spoken = segments.flatMap((segment) => {
      const { starts, seconds } = said.get(segment.spoken)!;
      const begun = at;
      at += seconds + segment.pauseAfter / 1000;
      return starts.map((start) => begun + start);
    });
    cues = cuesIn(readFileSync(sound.replace('.wav', '.srt'), 'utf8'));
  } finally {
    await flite.close();
    database.close();
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The start of a book, for a voice of which nobody is told when its words are heard. */
function chapter() {
  const text = readFileSync('tests/fixtures/documents/the-lantern-keeper/1.txt', 'utf8');
  const paragraphs = text
    .split(/\n\s*\n/)
    .slice(0, PARAGRAPHS)
    .map((one) => ({ kind: 'text' as const, text: one.replaceAll(/\s+/g, ' ').trim() }));
  const chapters: Document['chapters'] = [{ title: paragraphs[0]!.text, role: 'body', paragraphs }];
  let blocks = 0;
  const script = buildScript({ title: 'Lanterns', author: null, language: 'en', chapters }, () => `${blocks++}`);
  return { script, segments: segmentsFor(script, { model: 'lectern/flite', voice: 'slt', language: 'en' }) };
}

function cuesIn(srt: string): Cue[] {
  const blocks = srt.trim().split('\n\n');
  return blocks.map((block) => {
    const [, times, ...lines] = block.split('\n');
    const [hours, minutes, seconds] = times!.split(' --> ')[0]!.replace(',', '.').split(':').map(Number);
    return {
      from: hours! * 3600 + minutes! * 60 + seconds!,
      words: lines
        .join(' ')
        .toLowerCase()
        .match(/[a-z'’]+/g)!,
    };
  });
}

/** The number of each cue's first word among all words. */
function firstWords(): number[] {
  let count = 0;
  return cues.map(({ words }) => (count += words.length) - words.length);
}

test('each subtitle begins when its first word is spoken', () => {
  expect(cues.length).toBeGreaterThan(20);
  expect(cues.flatMap(({ words }) => words).length).toBe(spoken.length);
  const starts = firstWords().map((word) => spoken[word]!);
  const late = cues.flatMap(({ from, words }, index) =>
    Math.abs(from - starts[index]!) > NEAR ? [{ words: words.join(' '), by: from - starts[index]! }] : [],
  );
  expect(late).toEqual([]);
});

test('and when a recogniser, who knows nothing of the text, hears it', async () => {
  const heard: HeardWord[] = [];
  for (let start = 0; start < HEARD; start += PART) {
    const part = join(folder, 'part.wav');
    const length = `${Math.min(PART, HEARD - start)}`;
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-ss', `${start}`, '-i', sound, '-t', length, part]);
    for (const { word, from, to } of await recogniseWords(part))
      heard.push({ word, from: start + from, to: start + to });
  }
  const said = cues.flatMap(({ words }) => words);
  const pairs = new Map(
    matchedWords(
      said,
      heard.map(({ word }) => word),
    ),
  );
  const known = firstWords().flatMap((word, index) => {
    const [first, second] = [pairs.get(word), pairs.get(word + 1)];
    // One word alone may be another one that sounds the same.
    return first !== undefined && second === first + 1 ? [{ cue: cues[index]!, at: heard[first]!.from }] : [];
  });
  expect(known.length).toBeGreaterThan(HEARD / 10);
  const late = known.filter(({ cue, at }) => Math.abs(cue.from - at) > NEAR);
  expect(late.map(({ cue, at }) => ({ words: cue.words.join(' '), by: cue.from - at }))).toEqual([]);
}, 600_000);
