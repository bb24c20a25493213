import * as v from 'valibot';
import type { SpeakerTurn, Stretch, Transcript, TranscriptSegment, TranscriptWord } from '../../model/transcript.ts';
import { languageCode } from './language-code.ts';

const text = v.pipe(
  v.string(),
  v.transform((said) => said.trim()),
);
const second = v.pipe(v.number(), v.finite());
/** Absent, null and misshapen are all the same. */
const maybe = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.fallback(v.nullable(schema), null), null) as v.GenericSchema<unknown, v.InferOutput<Schema> | null>;
/** What has the shape; one odd entry does not cost the rest. */
const each = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    maybe(v.array(v.unknown())),
    v.transform((entries): v.InferOutput<Schema>[] =>
      (entries ?? []).flatMap((entry) => {
        const parsed = v.safeParse(schema, entry);
        return parsed.success ? [parsed.output] : [];
      }),
    ),
  );

const timed = { start: second, end: second };
const word = v.pipe(
  v.object({ ...timed, word: maybe(text), text: maybe(text), speaker_id: maybe(v.string()) }),
  v.transform(({ word, text, speaker_id: speaker, ...times }): TranscriptWord => ({
    ...times,
    text: word ?? text ?? '',
    speaker,
  })),
);
const segment = v.object({ ...timed, text, words: each(word) });
const turn = v.object({ ...timed, text: maybe(text), speaker_id: v.string(), words: each(word) });

/** `json` is `{text}` alone; everything else is in `verbose_json`, and some of it only where it was asked for. */
const shape = v.object({
  text: maybe(text),
  language: maybe(v.string()),
  duration: maybe(second),
  segments: each(segment),
  words: each(word),
  speaker_segments: each(turn),
});

/**
 * A transcript from the body of a reply, or null where it is none. Words stand beside the segments, or inside the
 * speakers' turns, or inside the segments; what is seen in one place only is taken from there. Times are kept within
 * the recording, which its last word sometimes leaves.
 */
export function transcriptOf(body: string): Transcript | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), body);
  if (!parsed.success) return null;
  const { language, duration, segments, words, speaker_segments: turns } = parsed.output;
  const said = parsed.output.text ?? wholeOf(segments) ?? wholeOf(turns);
  if (said === null) return null;
  const end = duration === null || duration <= 0 ? Infinity : duration;
  const nested = turns.flatMap(({ words, speaker_id }) => words.map((word) => ({ ...word, speaker: speaker_id })));
  const places = [words, nested, segments.flatMap(({ words }) => words)];
  return {
    text: said,
    language: language === null ? null : languageCode(language),
    duration,
    segments: segments.map(({ text, ...times }): TranscriptSegment => ({ ...within(times, end), text })),
    words: (places.find((place) => place.length > 0) ?? [])
      .filter(({ text }) => text !== '')
      .map((word) => ({ ...word, ...within(word, end) })),
    speakers: turns.map(({ text, words, speaker_id: speaker, ...times }): SpeakerTurn => ({
      ...within(times, end),
      speaker,
      text: text ?? words.map(({ text }) => text).join(' '),
    })),
  };
}

/** The same stretch, no part of it before the beginning or behind `end`, in seconds. */
export function within(stretch: Stretch, end: number): Stretch {
  const kept = (second: number) => Math.min(end, Math.max(0, second));
  return { start: kept(stretch.start), end: kept(Math.max(stretch.start, stretch.end)) };
}

const wholeOf = (parts: readonly { text: string | null }[]) =>
  parts.length === 0
    ? null
    : parts
        .map(({ text }) => text ?? '')
        .join(' ')
        .trim();
