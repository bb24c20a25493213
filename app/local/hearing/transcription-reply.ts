import type { Heard } from './recogniser.ts';
import type { TranscriptionOrder } from './transcription-order.ts';

/** The recogniser knows only English, and tells no speakers apart. */
const LANGUAGE = 'en';
const SPEAKER = 'SPEAKER_00';

/** What was heard, in the shape that was asked for: Together's json or verbose_json. */
export function transcriptionReply({ segments, duration }: Heard, order: TranscriptionOrder): object {
  const text = segments.map(({ text }) => text).join(' ');
  if (!order.verbose) return { text };
  const words = segments.flatMap(({ words }) => words);
  const speaker = order.speakers ? { speaker_id: SPEAKER } : {};
  return {
    language: LANGUAGE,
    duration,
    text,
    segments: segments.map(({ text, start, end }, id) => ({ id, start, end, text })),
    ...(order.words && { words: words.map((word) => ({ ...word, ...speaker })) }),
    ...(order.speakers && {
      speaker_segments: words.slice(0, 1).map(({ start }) => ({
        id: 0,
        speaker_id: SPEAKER,
        start,
        end: words.at(-1)!.end,
        text,
        words: words.map((word, id) => ({ id, ...word, ...speaker })),
      })),
    }),
  };
}
