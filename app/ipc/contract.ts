import * as v from 'valibot';
import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import type { ChapterFiles, ExportFormat, ExportRate, ExportState, TagWish } from '../model/export.ts';
import { type ImportPreview, type ImportProgress, LONGEST_PASTE } from '../model/import.ts';
import {
  type ListeningSettings,
  type Output,
  type PlayerMeters,
  type PlayerState,
  type SkipUnit,
  SPEED,
} from '../model/player.ts';
import type { Estimate, OpenedProject, ProjectSummary, Step } from '../model/project.ts';
import type { BlockStates, StatesNews } from '../model/sound.ts';
import type { AppStatus } from '../model/status.ts';
import { id, name, scriptEdit, voice } from './script-edit.ts';
import { command, event, replies } from './shapes.ts';

const nothing = v.undefined();
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const speed = v.pipe(v.number(), v.minValue(SPEED.least), v.maxValue(SPEED.most));
const volume = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const output = v.nullable(v.pipe(v.string(), v.maxLength(1000)));
const pasted = v.pipe(v.string(), v.maxLength(LONGEST_PASTE));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const unit = v.picklist(['sentence', 'chapter']) satisfies v.GenericSchema<unknown, SkipUnit>;
const service = v.picklist(['together', 'local']) satisfies v.GenericSchema<unknown, ServiceName>;
const format = v.picklist(['wav', 'flac', 'mp3', 'm4b', 'm4a', 'opus']) satisfies v.GenericSchema<
  unknown,
  ExportFormat
>;
const rate = v.picklist([24_000, 44_100, 48_000]) satisfies v.GenericSchema<unknown, ExportRate>;
const chapterFiles = v.picklist(['embedded', 'split', 'both']) satisfies v.GenericSchema<unknown, ChapterFiles>;
/** Far beyond any title; a longer one was not typed by a person. */
const tag = v.pipe(v.string(), v.maxLength(1000));
const tags = v.partial(
  v.object({
    title: v.pipe(tag, v.minLength(1)),
    author: v.nullable(tag),
    narrator: v.nullable(tag),
    series: v.nullable(tag),
    year: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9999))),
  }),
) satisfies v.GenericSchema<unknown, TagWish>;

/** What a person may say of an export; what is left out is what the format and the script say. */
export const exportOrder = v.object({
  project: id,
  format,
  rate: v.optional(rate),
  channels: v.optional(v.picklist([1, 2])),
  /** In bit/s. */
  bitrate: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  vbr: v.optional(v.boolean()),
  chapters: v.optional(chapterFiles),
  tags: v.optional(tags),
});

/** Every command and event between a window and the app, once. Names are `group.name` on the wire. */
export const contract = {
  app: {
    status: command(nothing, replies<AppStatus>()),
    chooseService: command(v.object({ service }), replies<void>()),
    /** The key travels inwards only; no reply carries it back. */
    saveKey: command(
      v.object({ key: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) }),
      replies<void>(),
    ),
    forgetKey: command(nothing, replies<void>()),
    changed: event<AppStatus>(),
  },
  library: {
    /** Newest change first. */
    list: command(nothing, replies<ProjectSummary[]>()),
    /** Those whose title or author holds a text. */
    find: command(v.object({ text: v.pipe(v.string(), v.maxLength(200)) }), replies<ProjectSummary[]>()),
    open: command(v.object({ project: id }), replies<OpenedProject>()),
    /**
     * Begins to read a document and answers at once. `ticket` stands for a file that a person picked or dropped, since
     * a window never names a path; `text` was pasted.
     */
    read: command(v.union([v.object({ ticket: id }), v.object({ text: pasted })]), replies<{ import: string }>()),
    /** What was read, once it is; as a newer version of `project` where one is named. */
    preview: command(v.object({ import: id, project: v.optional(id) }), replies<ImportPreview>()),
    /** Makes a project of what was read, or brings `project` up to it; `chapters` are places in the preview's list. */
    import: command(
      v.object({
        ...{ import: id, chapters: v.pipe(v.array(place), v.maxLength(300_000)) },
        ...{ title: v.pipe(name, v.minLength(1)), author: v.nullable(name), project: v.optional(id) },
      }),
      replies<OpenedProject>(),
    ),
    /** Stops the reading, or forgets what was read. */
    cancel: command(v.object({ import: id }), replies<void>()),
    reading: event<ImportProgress>(),
    /** A copy with all its work, but without its history. */
    duplicate: command(
      v.object({ project: id, title: v.pipe(v.string(), v.maxLength(1_000)) }),
      replies<ProjectSummary>(),
    ),
    remove: command(v.object({ project: id }), replies<void>()),
    /** Takes `remove` back; possible for a month. */
    restore: command(v.object({ project: id }), replies<void>()),
    changed: event<ProjectSummary[]>(),
  },
  script: {
    /** What it came to arrives as `stepped`, before the reply. */
    edit: command(v.object({ project: id, edit: scriptEdit }), replies<void>()),
    undo: command(v.object({ project: id }), replies<void>()),
    redo: command(v.object({ project: id }), replies<void>()),
    estimate: command(v.object({ project: id }), replies<Estimate>()),
    /** How the blocks stand with their sound; those that are not named are not made. */
    states: command(v.object({ project: id }), replies<BlockStates>()),
    /** What has changed of them; told of the project that was last asked about. */
    sounded: event<StatesNews>(),
    /** A step that was made in any window. */
    stepped: event<Step & { project: string }>(),
  },
  voices: {
    list: command(v.object({ model: id }), replies<VoiceEntry[]>()),
    /** Speaks a short sentence in a voice; what was playing is paused. */
    preview: command(v.object({ voice }), replies<void>()),
  },
  player: {
    state: command(nothing, replies<PlayerState>()),
    /** From the segment that holds the start of `block`; from the beginning where none is named. */
    play: command(v.object({ project: id, block: v.optional(id) }), replies<void>()),
    pause: command(nothing, replies<void>()),
    resume: command(nothing, replies<void>()),
    stop: command(nothing, replies<void>()),
    /** To that second of the narration; where that is not made yet, to the start of its segment. */
    seek: command(v.object({ seconds }), replies<void>()),
    /** To the next sentence or chapter (1) or the one before (-1). */
    skip: command(v.object({ by: v.picklist([-1, 1]), unit }), replies<void>()),
    settings: command(nothing, replies<ListeningSettings>()),
    /** Changes what is named, at once, and remembers it. */
    choose: command(v.partial(v.object({ speed, volume, output })), replies<void>()),
    chosen: event<ListeningSettings>(),
    /** The loudspeakers that there are to choose from. */
    outputs: command(nothing, replies<Output[]>()),
    meters: command(nothing, replies<PlayerMeters>()),
    changed: event<PlayerState>(),
  },
  export: {
    /** Answers null where the person left the choice of a destination without making one. */
    start: command(
      /** `cover` is the ticket of a picture that a person picked or dropped. */
      v.object({ ...exportOrder.entries, cover: v.optional(id) }),
      replies<{ job: string } | null>(),
    ),
    /** Begins no further segment; the exports behind it wait. */
    pause: command(v.object({ job: id }), replies<void>()),
    /** Goes on with an export that was paused or has failed. */
    resume: command(v.object({ job: id }), replies<void>()),
    cancel: command(v.object({ job: id }), replies<void>()),
    /** Shows the finished file where the person keeps files. */
    reveal: command(v.object({ job: id }), replies<void>()),
    list: command(nothing, replies<ExportState[]>()),
    changed: event<ExportState>(),
  },
};
