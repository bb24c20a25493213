import type { SpeakerTurn, Stretch, Transcript } from '../../model/transcript.ts';

/** A stretch in which one speaker is heard, long enough to know them again by. */
export interface Sample extends Stretch {
  /** As in the transcript: `2/SPEAKER_00`. */
  speaker: string;
}

/** Seconds of a sample: shorter ones are hardly enough for a voice to be known by, longer ones tell no more. */
const LEAST = 2;
const MOST = 12;
/** Seconds of silence behind each, so that no turn runs over from one into the next. */
export const GAP = 1;
/** Of what is heard in a sample, the part that has to be of one speaker. */
const CLEAR = 0.7;

/**
 * The longest turn of each speaker, by which they may be known again: heard in a row, as in an identity parade, those of
 * all parts are told apart at once. Empty where there is nobody to be compared, as everybody spoke in one part.
 */
export function samplesOf(transcript: Transcript): Sample[] {
  const longest = new Map<string, SpeakerTurn>();
  for (const turn of transcript.speakers) {
    const known = longest.get(turn.speaker);
    if (!known || lengthOf(turn) > lengthOf(known)) longest.set(turn.speaker, turn);
  }
  const samples = [...longest.values()]
    .filter((turn) => lengthOf(turn) >= LEAST)
    .map(({ speaker, start, end }) => ({ speaker, start, end: Math.min(end, start + MOST) }));
  return new Set(samples.map(({ speaker }) => partOf(speaker))).size > 1 ? samples : [];
}

/**
 * The transcript with one name for each speaker of whom the line-up says that they are the same: the one that they had
 * first. Who is not clear there, and who would be the same as another one of their own part, keeps their own.
 */
export function identified(transcript: Transcript, samples: readonly Sample[], lineUp: Transcript): Transcript {
  const names = new Map(groupsOf(samples, lineUp).flatMap((group) => group.map((speaker) => [speaker, group[0]!])));
  const nameOf = (speaker: string) => names.get(speaker) ?? speaker;
  return {
    ...transcript,
    words: transcript.words.map((word) => ({ ...word, speaker: word.speaker && nameOf(word.speaker) })),
    speakers: transcript.speakers.map((turn) => ({ ...turn, speaker: nameOf(turn.speaker) })),
  };
}

/** Speakers who are one, in the order of their parts. */
function groupsOf(samples: readonly Sample[], { speakers }: Transcript): string[][] {
  const groups = new Map<string, string[]>();
  let at = 0;
  for (const { speaker, start, end } of samples) {
    const heard = heardIn({ start: at, end: at + end - start }, speakers);
    at += end - start + GAP;
    if (heard !== null) groups.set(heard, [...(groups.get(heard) ?? []), speaker]);
  }
  // Two of one part were told apart where there was more to be heard of them.
  return [...groups.values()].filter((group) => new Set(group.map(partOf)).size === group.length);
}

/** Who is heard in a stretch; null where that is not clear. */
function heardIn(stretch: Stretch, turns: readonly SpeakerTurn[]): string | null {
  const seconds = new Map<string, number>();
  for (const { speaker, start, end } of turns) {
    const shared = Math.min(end, stretch.end) - Math.max(start, stretch.start);
    if (shared > 0) seconds.set(speaker, (seconds.get(speaker) ?? 0) + shared);
  }
  const all = seconds.values().reduce((sum, each) => sum + each, 0);
  return seconds.entries().find(([, each]) => each >= all * CLEAR)?.[0] ?? null;
}

const lengthOf = ({ start, end }: Stretch) => end - start;
const partOf = (speaker: string) => speaker.split('/', 1)[0]!;
