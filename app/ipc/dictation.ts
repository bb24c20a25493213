import * as v from 'valibot';
import type {
  DictationLevel,
  DictationModel,
  DictationSettings,
  DictationState,
  Delivery,
  FileProgress,
  HistoryNews,
  Input,
  Reach,
  RecordingEntry,
  TranscriptFormat,
} from '../model/dictation.ts';
import type { OpenedProject } from '../model/project.ts';
import { id } from './script-edit.ts';
import { command, event, replies } from './shapes.ts';

const nothing = v.undefined();
const language = v.nullable(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/)));
const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const format = v.picklist(['txt', 'srt', 'vtt', 'json']) satisfies v.GenericSchema<unknown, TranscriptFormat>;

/** One key with one modifier at least, since letters alone are for writing. */
const keys = v.nullable(
  v.pipe(
    v.string(),
    v.regex(
      /^(?=.*(?:Control|Alt|Meta)\+)(?:(?:CommandOrControl|Control|Alt|Shift|Meta)\+){1,4}(?:[A-Z0-9]|F(?:1?[1-9]|10|2[0-4]))$/,
    ),
  ),
);

const settings = v.partial(
  v.object({
    input: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
    model: v.nullable(id),
    language,
    shortcut: keys,
    languages: v.pipe(v.array(v.object({ language: v.nonNullable(language), keys })), v.maxLength(9)),
    words: v.pipe(v.array(word), v.maxLength(1000)),
    replacements: v.pipe(
      v.array(v.object({ from: word, to: v.pipe(v.string(), v.maxLength(2000)) })),
      v.maxLength(10_000),
    ),
    spokenPunctuation: v.boolean(),
    insert: v.boolean(),
    sounds: v.boolean(),
    keep: v.picklist(['all', 'nothing']),
    cancelledHours: v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 366)),
    mostBytes: v.pipe(v.number(), v.minValue(0), v.maxValue(1e15)),
  }),
);

const wish = { model: v.nullable(id), language, translate: v.boolean(), speakers: v.boolean() };

/** What a window may ask of dictation, and hears of it. */
export const dictation = {
  state: command(nothing, replies<DictationState>()),
  /** Gets the microphone ready for whoever is about to speak, or lets it go. */
  ready: command(v.object({ on: v.boolean() }), replies<void>()),
  /** In the chosen language where none is named; null has the service find out. */
  start: command(v.object({ language: v.optional(language) }), replies<void>()),
  stop: command(nothing, replies<void>()),
  /** The recording is kept for the time that a person chose. */
  cancel: command(nothing, replies<void>()),
  /** Puts away what is shown of the last one. */
  dismiss: command(nothing, replies<void>()),
  changed: event<DictationState>(),
  level: event<DictationLevel>(),

  settings: command(nothing, replies<DictationSettings>()),
  /** Changes what is named, and remembers it. */
  choose: command(settings, replies<void>()),
  chosen: event<DictationSettings>(),
  reach: command(nothing, replies<Reach>()),
  reached: event<Reach>(),
  /** Puts a text where a person types, or on the clipboard where it is not known to have come there; null: nowhere. */
  insert: command(v.object({ text }), replies<Delivery | null>()),
  inputs: command(nothing, replies<Input[]>()),
  /** Those of the service that speaks, too. */
  models: command(nothing, replies<DictationModel[]>()),
  /** Adds the words and replacements of a text file. */
  learn: command(v.object({ text }), replies<void>()),
  /** The same as such a text. */
  vocabulary: command(nothing, replies<{ text: string }>()),

  /** Those whose text or name holds `text`, the newest first: a page, which is the first or follows a line. */
  history: command(
    v.object({
      text: v.pipe(v.string(), v.maxLength(200)),
      before: v.optional(v.object({ id, started: v.number() })),
    }),
    replies<RecordingEntry[]>(),
  ),
  filed: event<HistoryNews>(),
  edit: command(v.object({ recording: id, text }), replies<void>()),
  name: command(
    v.object({ recording: id, speaker: id, name: v.pipe(v.string(), v.trim(), v.maxLength(200)) }),
    replies<void>(),
  ),
  /** Writes it down once more, with what is named otherwise. */
  retry: command(v.object({ recording: id, ...v.partial(v.object(wish)).entries }), replies<void>()),
  /** Brings the text back that was there before; the one that is there now can be brought back in its turn. */
  restore: command(v.object({ recording: id }), replies<void>()),
  remove: command(v.object({ recording: id }), replies<void>()),
  clear: command(nothing, replies<void>()),
  play: command(v.object({ recording: id }), replies<void>()),
  hush: command(nothing, replies<void>()),
  playing: event<{ recording: string | null }>(),
  /** Answers the path, or null where the person left the choice of a destination without making one. */
  save: command(v.object({ recording: id, format }), replies<{ path: string } | null>()),
  /** Makes a script of it. */
  script: command(v.object({ recording: id }), replies<OpenedProject>()),
  /** Writes down a file that a person picked or dropped. */
  transcribe: command(v.object({ ticket: id, ...wish }), replies<{ recording: string }>()),
  progress: event<FileProgress>(),
};
