import type { PlainProblem } from './problem.ts';
import type { Transcript } from './transcript.ts';

/**
 * Something that a person ought to know while they speak. `muted`: nothing but zeros come from the microphone;
 * `input-missing`: the chosen microphone is not there, the system's own listens; `input-silent`: it is there, but never
 * gave a sound, so that the system's own listens, too; `input-changed`: it went away while it listened; `offline`:
 * nobody writes along just now, but everything is recorded.
 */
export type DictationNotice = 'muted' | 'input-missing' | 'input-silent' | 'input-changed' | 'offline';

/**
 * What dictation is doing. `settled` only ever grows at its end; `open` follows it and may still change. `waiting` and
 * `cancelled` have kept the recording, `failed` never had one.
 */
export type DictationState =
  | { phase: 'idle' }
  | { phase: 'starting' }
  | { phase: 'listening'; id: string; settled: string; open: string; notices: readonly DictationNotice[] }
  | { phase: 'finishing'; id: string; settled: string; open: string; notices: readonly DictationNotice[] }
  /** `rewritten`: the text comes from the whole recording, not from what was heard on the way. */
  | { phase: 'done'; id: string; text: string; rewritten: boolean; kept: boolean }
  | { phase: 'waiting'; id: string; text: string; problem: PlainProblem }
  /** `until` in ms since 1970; null where nothing was kept. */
  | { phase: 'cancelled'; id: string; until: number | null }
  | { phase: 'failed'; problem: PlainProblem };

/** How loud it is, some ten times a second. */
export interface DictationLevel {
  /** 0 to 1, over 60 dB. */
  level: number;
  /** Seconds recorded. */
  seconds: number;
}

/**
 * How a recording stands: being spoken, to be transcribed when the service can be reached, in its hands, written down,
 * refused for a reason that a person has to mend, or cancelled.
 */
export type RecordingStatus = 'recording' | 'waiting' | 'working' | 'done' | 'failed' | 'cancelled';

/** Lines of the history that are answered at a time. */
export const HISTORY_PAGE = 200;

/** A place in the history, which is told by the line there. */
export type HistoryPlace = Pick<RecordingEntry, 'id' | 'started'>;

/** A line of the history. */
export interface RecordingEntry {
  id: string;
  /** ms since 1970. */
  started: number;
  seconds: number;
  status: RecordingStatus;
  source: 'microphone' | 'file';
  /** What a person knows the file by; empty for a dictation. */
  name: string;
  text: string;
  model: string;
  /** BCP 47 in lower case; null where the service finds out. */
  language: string | null;
  /** Was it put into English? */
  translated: boolean;
  problem: PlainProblem | null;
  /** Is the sound still there to be transcribed again, and can it be played? */
  kept: boolean;
  playable: boolean;
  /** When it is deleted by itself, in ms since 1970; null for never. */
  forgottenAt: number | null;
  /** Does it have times, for subtitles? */
  timed: boolean;
  /** Is there another text of it, from before it was transcribed again? */
  former: boolean;
  /** Speakers in the order in which they spoke, and the names that they were given. */
  speakers: readonly { id: string; name: string }[];
}

/** How far a file is on its way to text. */
export interface FileProgress {
  id: string;
  phase: 'converting' | 'sending' | 'writing';
  /** 0 to 1 of what is being sent. */
  share: number;
}

/** What is written instead of what is heard. */
export interface Replacement {
  from: string;
  to: string;
}

export interface DictationSettings {
  /** Name of an input; null for the system's own. */
  input: string | null;
  /** Null for the one that suits the service. */
  model: string | null;
  /** BCP 47 in lower case; null where the service shall find out. */
  language: string | null;
  /** Has a dictation in the chosen language begin and end; null for none. */
  shortcut: Shortcut | null;
  /** Languages that have keys of their own: Alt+1 to Alt+9 in the window, and what a person chose. */
  languages: readonly LanguageKeys[];
  /** Words to expect: names, terms. */
  words: readonly string[];
  replacements: readonly Replacement[];
  /** Are "comma", "new line" and the like signs? */
  spokenPunctuation: boolean;
  /** Is the text put where a person types, where the app can do that? */
  insert: boolean;
  /** Soft sounds at start and stop. */
  sounds: boolean;
  /** `nothing`: neither sound nor text outlives the window that shows it. */
  keep: 'all' | 'nothing';
  /** Hours that a cancelled recording is kept; 0 deletes it at once. */
  cancelledHours: number;
  /** Bytes of recordings; beyond it the oldest sound goes, never its text, and never what waits for one. */
  mostBytes: number;
}

/**
 * Keys pressed at once, as Electron writes them: `Control+Alt+D`, with the modifiers Control, Alt, Shift and Meta in that
 * order, or `CommandOrControl` in the place of Control.
 */
export type Shortcut = string;

/** A language, and the keys that have a dictation in it begin and end; null for none. */
export interface LanguageKeys {
  language: string;
  keys: Shortcut | null;
}

/** How far dictation reaches beyond its window. */
export interface Reach {
  /** Are shortcuts heard wherever a person is, or in the window alone? */
  everywhere: boolean;
  /** Of the shortcuts that are to be heard everywhere, those that somebody else has. */
  taken: readonly Shortcut[];
  /** Can text be put where a person types? */
  inserts: boolean;
}

/** What has become of a text: where a person typed, or on the clipboard. */
export type Delivery = 'inserted' | 'copied';

/** A microphone that may be chosen. `standard`: it is the system's own. */
export interface Input {
  name: string;
  standard: boolean;
}

/** What a transcript is saved as. */
export type TranscriptFormat = 'txt' | 'srt' | 'vtt' | 'json';

/** A model that writes down what is said. */
export interface DictationModel {
  id: string;
  name: string;
  /** Of recordings: does it tell speakers apart, and put what is said into English? */
  speakers: boolean;
  translates: boolean;
  /** Main languages that it knows (ISO 639-1); null where they are many or nobody says. */
  languages: readonly string[] | null;
}

/** News of the history: a line as it is now, or the id of one that is gone. */
export type HistoryNews = { entry: RecordingEntry } | { removed: string };

/** How a recording is to be written down. */
export interface TranscriptWish {
  model: string | null;
  language: string | null;
  /** Into English. */
  translate: boolean;
  /** Tells speakers apart. */
  speakers: boolean;
}

/** A transcript with the names of who speaks, by their ids. */
export interface NamedTranscript {
  transcript: Transcript;
  names: Readonly<Record<string, string>>;
}
