import type { NamedTranscript, TranscriptFormat } from '../model/dictation.ts';
import type { Stretch, Transcript, TranscriptWord } from '../model/transcript.ts';

/** A line or two on the screen. */
interface Cue extends Stretch {
  text: string;
  /** Who says it; null where nobody knows. */
  speaker: string | null;
}

/** Characters of a cue and its seconds at most: two lines of 42 at a comfortable pace, as broadcasters have them. */
const MOST_CHARACTERS = 84;
const MOST_SECONDS = 7;
const LINE = 42;
/** Seconds of silence that part two cues. */
const PAUSE = 0.8;

/** A transcript as the text of a file. */
export function transcriptFile({ transcript, names }: NamedTranscript, format: TranscriptFormat): string {
  switch (format) {
    case 'txt':
      return `${plainText(transcript, names)}\n`;
    case 'srt':
      return cuesOf(transcript)
        .map((cue, index) => `${index + 1}\n${span(cue, ',')}\n${said(cue, names)}\n\n`)
        .join('');
    case 'vtt':
      return `WEBVTT\n\n${cuesOf(transcript)
        .map((cue) => `${span(cue, '.')}\n${voiced(cue, names)}\n\n`)
        .join('')}`;
    case 'json':
      return `${JSON.stringify({ ...transcript, names }, null, 2)}\n`;
  }
}

type Names = NamedTranscript['names'];

/** Speakers in paragraphs of their own, where they were told apart. */
function plainText({ text, speakers }: Transcript, names: Names): string {
  if (speakers.length === 0) return text;
  return speakers
    .map(({ speaker, text }, index) =>
      speakers[index - 1]?.speaker === speaker ? text : `${nameOf(speaker, names)}: ${text}`,
    )
    .join('\n\n');
}

/** From words where each has its time, else from segments. */
function cuesOf({ words, segments, speakers }: Transcript): Cue[] {
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
    if (last && goesOn(last, word, speaker)) {
      last.text = `${last.text} ${word.text.trim()}`;
      last.end = Math.max(last.end, word.end);
    } else cues.push({ start: word.start, end: word.end, text: word.text.trim(), speaker });
  }
  return cues;
}

function goesOn(cue: Cue, word: TranscriptWord, speaker: string | null): boolean {
  const sentence = /[.?!…。！？]["'”’)]?$/u.test(cue.text) && cue.text.length > LINE;
  return (
    !sentence &&
    cue.speaker === speaker &&
    word.start - cue.end < PAUSE &&
    word.end - cue.start <= MOST_SECONDS &&
    cue.text.length + 1 + word.text.length <= MOST_CHARACTERS
  );
}

/** In two lines of about the same length, where one is too long. */
function lines(text: string): string {
  if (text.length <= LINE) return text;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const middle = text.length / 2;
  const at = spaces.toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  return at === undefined ? text : `${text.slice(0, at)}\n${text.slice(at + 1)}`;
}

/** An empty line would end the cue. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const said = ({ text, speaker }: Cue, names: Names) =>
  lines(plain(speaker === null ? text : `${nameOf(speaker, names)}: ${text}`));
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const voiced = ({ text, speaker }: Cue, names: Names) => {
  const safe = escaped(lines(plain(text)));
  return speaker === null ? safe : `<v ${escaped(plain(nameOf(speaker, names)))}>${safe}`;
};

/** `SPEAKER_00` as a person has named them. */
const nameOf = (speaker: string, names: Names) => names[speaker] ?? speaker;

const span = ({ start, end }: Cue, point: string) => `${moment(start, point)} --> ${moment(end, point)}`;

/** `01:02:03,456` */
function moment(seconds: number, point: string): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const parts = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}${point}${String(ms % 1000).padStart(3, '0')}`;
}
