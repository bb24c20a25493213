import type { NamedTranscript, TranscriptFormat } from '../model/dictation.ts';
import type { Stretch, Transcript, TranscriptWord } from '../model/transcript.ts';
import { escaped, subRip, webVtt } from '../subtitles/files.ts';
import { columns, CUE_LINES, LINE_COLUMNS, lines } from '../subtitles/lines.ts';

/** What one speaker says at a time, as far as it fits on a screen. */
interface Cue extends Stretch {
  text: string;
  /** Who says it; null where nobody knows. */
  speaker: string | null;
}

/** Seconds of a cue at most, as broadcasters have them. */
const MOST_SECONDS = 7;
/** Seconds of silence that part two cues. */
const PAUSE = 0.8;

/** A transcript as the text of a file. */
export function transcriptFile({ transcript, names }: NamedTranscript, format: TranscriptFormat): string {
  switch (format) {
    case 'txt':
      return `${plainText(transcript, names)}\n`;
    case 'srt':
      return subRip(cuesOf(transcript, names).map((cue) => timed(cue, lines(said(cue, names)))));
    case 'vtt':
      return webVtt(cuesOf(transcript, names).map((cue) => timed(cue, voiced(cue, names))));
    case 'json':
      return `${JSON.stringify({ ...transcript, names }, null, 2)}\n`;
  }
}

type Names = NamedTranscript['names'];

/** Speakers in paragraphs of their own, where they were told apart. */
function plainText({ text, speakers }: Transcript, names: Names): string {
  if (speakers.length === 0) return text;
  return speakers
    .map(({ speaker, text }, index) => {
      const before = speakers[index - 1];
      const name = nameOf(speaker, names);
      return before && nameOf(before.speaker, names) === name ? text : `${name}: ${text}`;
    })
    .join('\n\n');
}

/** From words where each has its time, else from segments. */
function cuesOf({ words, segments, speakers }: Transcript, names: Names): Cue[] {
  const speakerAt = (moment: number) =>
    speakers.find(({ start, end }) => moment >= start && moment <= end)?.speaker ?? null;
  if (words.length === 0) {
    return segments
      .filter(({ text }) => text.trim() !== '')
      .map((segment) => ({ ...segment, text: segment.text.trim(), speaker: speakerAt(segment.start) }));
  }
  const cues: Cue[] = [];
  for (const word of words.filter(({ text }) => text.trim() !== '')) {
    const last = cues.at(-1);
    const speaker = word.speaker ?? (speakers.length > 0 ? speakerAt(word.start) : null);
    if (last && goesOn(last, word, speaker, names)) {
      last.text = `${last.text} ${word.text.trim()}`;
      last.end = Math.max(last.end, word.end);
    } else cues.push({ start: word.start, end: word.end, text: word.text.trim(), speaker });
  }
  return cues;
}

function goesOn(cue: Cue, word: TranscriptWord, speaker: string | null, names: Names): boolean {
  const sentence = /[.?!…。！？]["'”’)]?$/u.test(cue.text) && columns(cue.text) > LINE_COLUMNS;
  return (
    !sentence &&
    sameSpeaker(cue.speaker, speaker, names) &&
    word.start - cue.end < PAUSE &&
    word.end - cue.start <= MOST_SECONDS &&
    lines(said({ text: `${cue.text} ${word.text}`, speaker }, names)).length <= CUE_LINES
  );
}

const timed = ({ start, end }: Cue, lines: string[]) => ({ from: start, to: end, lines });

/** An empty line would end the cue. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const said = ({ text, speaker }: Pick<Cue, 'text' | 'speaker'>, names: Names) =>
  plain(speaker === null ? text : `${nameOf(speaker, names)}: ${text}`);
/** The name is a mark of its own in WebVTT. */
function voiced({ text, speaker }: Cue, names: Names): string[] {
  const [first = '', ...more] = lines(plain(text)).map(escaped);
  return speaker === null ? [first, ...more] : [`<v ${escaped(plain(nameOf(speaker, names)))}>${first}`, ...more];
}

/** Speakers of the same name are one: a person says so by naming them. */
const sameSpeaker = (one: string | null, other: string | null, names: Names) =>
  one === other || (one !== null && other !== null && nameOf(one, names) === nameOf(other, names));

/** `SPEAKER_00` as a person has named them. */
const nameOf = (speaker: string, names: Names) => names[speaker] ?? speaker;
