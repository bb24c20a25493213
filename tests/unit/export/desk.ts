import type { ExportFormat } from '../../../app/model/export.ts';
import { type Pcm, TAKE_RATE } from '../../../app/model/pcm.ts';
import type { Segment, Voice } from '../../../app/model/script.ts';
import { exportBook, type ExportOptions } from '../../../app/export/export.ts';
import { openDatabase } from '../../../app/store/database.ts';
import { createExports } from '../../../app/store/exports.ts';
import { openTakes } from '../../../app/store/takes.ts';
import { takeKey } from '../../../app/synthesis/key.ts';
import { createNarrator } from '../../../app/synthesis/narrator.ts';
import type { Session } from '../../../app/synthesis/session.ts';
import { random } from '../pcm/random.ts';

export const voice: Voice = { model: 'test/babble', voice: 'one', language: 'en' };
export const script = {
  ...{ title: 'Über das Meer — 海', author: 'A. N. Author', language: 'pt-br' },
  chapters: [{ id: 'chapter', title: 'The only chapter' }],
};

/** What a test says of an export; the rest is as plain as can be. */
type Order = Pick<ExportOptions, 'segments' | 'out'> & Partial<ExportOptions> & { format: ExportFormat };

/** Frames that the babbling voice needs for a character. */
export const FRAMES_PER_CHARACTER = 997;

export function segmentsOf(...spoken: string[]): Segment[] {
  return spoken.map((text, index) => ({
    id: `block/${index}`,
    chapter: 'chapter',
    block: 'block',
    start: 0,
    end: text.length,
    spoken: text,
    voice,
    take: 0,
    sentences: [0],
    pauseAfter: 120 + 31 * index,
  }));
}

/** Something like a voice: harmonics that come and go over a little breath; equal seeds give equal sound. */
export function babble(seed: number, frames: number): Int16Array {
  const next = random(seed);
  const pitch = 90 + 120 * next();
  const pace = 2 + 3 * next();
  return Int16Array.from({ length: frames }, (_, frame) => {
    const time = frame / TAKE_RATE;
    const level = Math.max(0, Math.sin(Math.PI * pace * time));
    let value = 0;
    for (let harmonic = 1; harmonic <= 8; harmonic++) {
      value += Math.sin(2 * Math.PI * pitch * harmonic * time) / harmonic;
    }
    return 6000 * level * value + 200 * (next() - 0.5);
  });
}

export const spokenSound = (text: string) => babble(text.length, FRAMES_PER_CHARACTER * text.length);

export type Gate = (spoken: string, signal: AbortSignal) => Promise<void>;

/** All that an export needs, real but for the voice: library and takes in `folder`. `gate` delays or fails a voice. */
export async function openDesk(folder: string, gate: Gate = async () => {}) {
  const clock = () => Date.now();
  const database = openDatabase(folder);
  const takes = await openTakes(database, folder, clock);
  const exports = createExports(database, clock);
  const bought: string[] = [];
  const session: Session = {
    async *speak(spoken, _voice, signal): AsyncGenerator<Pcm> {
      bought.push(spoken);
      await gate(spoken, signal);
      const sound = spokenSound(spoken);
      for (let at = 0; at < sound.length; at += 5000) {
        yield { rate: TAKE_RATE, channels: 1, samples: sound.slice(at, at + 5000) };
      }
    },
  };
  const narrator = createNarrator({ session, takes });
  return {
    takes,
    exports,
    narrator,
    bought,
    run: ({ format, ...order }: Order) =>
      exportBook({
        ...{ script, price: () => 20, narrator, takes, exports, clock, signal: new AbortController().signal },
        ...{ sound: { format }, replace: true, encoder: null },
        ...order,
      }),
    /** Has takes of a minute's sound each at hand, one a segment. */
    async keepMinutes(segments: readonly Segment[]): Promise<void> {
      const minute = babble(7, 60 * TAKE_RATE);
      for (const { spoken } of segments) {
        if (takes.find(takeKey(spoken, voice))) continue;
        const writer = await takes.begin(takeKey(spoken, voice), TAKE_RATE);
        await writer.write(minute);
        await writer.commit();
        await writer.close();
      }
    },
    async close(): Promise<void> {
      await narrator.close();
      database.close();
    },
  };
}

/** What a narration must sound like, to the sample. */
export function expectedSound(segments: readonly Segment[]): Int16Array {
  const parts = segments.flatMap(({ spoken, pauseAfter }) => [
    spokenSound(spoken),
    new Int16Array(Math.round((pauseAfter * TAKE_RATE) / 1000)),
  ]);
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
