import type { Stretch, Transcript } from '../../model/transcript.ts';
import { within } from './transcript-reply.ts';

export interface TranscribedPart {
  transcript: Transcript;
  /** Where the part begins in the recording, and how long it is, in seconds. */
  from: number;
  seconds: number;
}

/**
 * The transcript of a recording from those of its parts, in order. Speakers are numbered anew in each part, so each
 * keeps the number of its part: `2/SPEAKER_00`; which of them are the same, a line-up may tell.
 */
export function joined(parts: readonly TranscribedPart[]): Transcript {
  const transcripts = parts.map(({ transcript, from, seconds }, i): Transcript => {
    const moved = <Timed extends Stretch>(timed: Timed): Timed => {
      const { start, end } = within(timed, seconds);
      return { ...timed, start: start + from, end: end + from };
    };
    const named = (speaker: string) => `${i + 1}/${speaker}`;
    return {
      ...transcript,
      segments: transcript.segments.map(moved),
      words: transcript.words.map((word) => ({ ...moved(word), speaker: word.speaker && named(word.speaker) })),
      speakers: transcript.speakers.map((turn) => ({ ...moved(turn), speaker: named(turn.speaker) })),
    };
  });
  const last = parts.at(-1);
  return {
    text: transcripts.flatMap(({ text }) => text || []).join(' '),
    language: transcripts.find(({ language }) => language !== null)?.language ?? null,
    duration: last ? last.from + last.seconds : 0,
    segments: transcripts.flatMap(({ segments }) => segments),
    words: transcripts.flatMap(({ words }) => words),
    speakers: transcripts.flatMap(({ speakers }) => speakers),
  };
}
