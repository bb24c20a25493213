import * as v from 'valibot';
import type {
  ChapterFiles,
  Companion,
  ExportFormat,
  ExportHabits,
  ExportRate,
  ExportState,
  Loudness,
  NamesToBe,
  NameWish,
  TagWish,
} from '../model/export.ts';
import { id, ids } from './script-edit.ts';
import { command, event, replies } from './shapes.ts';

const nothing = v.undefined();
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const format = v.picklist(['wav', 'flac', 'mp3', 'm4b', 'm4a', 'opus']) satisfies v.GenericSchema<
  unknown,
  ExportFormat
>;
const rate = v.picklist([24_000, 44_100, 48_000]) satisfies v.GenericSchema<unknown, ExportRate>;
const chapterFiles = v.picklist(['embedded', 'split', 'both']) satisfies v.GenericSchema<unknown, ChapterFiles>;
const companion = v.picklist(['srt', 'vtt', 'lrc', 'epub', 'cue', 'report']) satisfies v.GenericSchema<
  unknown,
  Companion
>;
const loudness = v.union([
  v.picklist(['acx', 'podcast', 'as-is']),
  v.pipe(v.number(), v.finite()),
]) satisfies v.GenericSchema<unknown, Loudness>;
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

/** Longer than any file's name may be. */
const nameOf = v.pipe(v.string(), v.maxLength(300));
const names = v.object({ book: nameOf, chapter: nameOf }) satisfies v.GenericSchema<unknown, NameWish>;

/** What a person may say of an export; what is left out is what the format and the script say. */
export const exportOrder = v.object({
  project: id,
  format,
  rate: v.optional(rate),
  channels: v.optional(v.picklist([1, 2])),
  /** In bit/s. */
  bitrate: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  vbr: v.optional(v.boolean()),
  loudness: v.optional(loudness),
  /** Silence before the first sound and after the last. */
  head: v.optional(seconds),
  tail: v.optional(seconds),
  chapters: v.optional(chapterFiles),
  names: v.optional(names),
  beside: v.optional(v.pipe(v.array(companion), v.maxLength(10))),
  tags: v.optional(tags),
});

/** What is to be made ahead: all of a project, or some of its blocks. */
export const aheadOrder = v.object({ project: id, blocks: v.optional(ids) });

/** What windows ask about exports, and about what is made ahead. */
export const exporting = {
  /** Answers null where the person left the choice of a destination without making one. */
  start: command(
    /** `cover` is the ticket of a picture that a person picked or dropped. */
    v.object({ ...exportOrder.entries, cover: v.optional(id) }),
    replies<{ job: string } | null>(),
  ),
  /** What the last export was to be like. */
  habits: command(nothing, replies<ExportHabits>()),
  /** What files would be called. */
  names: command(
    v.object({
      ...v.pick(exportOrder, ['project', 'format']).entries,
      chapters: chapterFiles,
      names,
      tags: v.optional(tags),
    }),
    replies<NamesToBe>(),
  ),
  /** Makes what is missing of a project ahead of time: all of it, or some blocks. */
  make: command(aheadOrder, replies<{ job: string }>()),
  /** Puts a job in front of another one, or behind all. */
  move: command(v.object({ job: id, before: v.nullable(id) }), replies<void>()),
  /** Begins no further segment; the jobs behind it wait. */
  pause: command(v.object({ job: id }), replies<void>()),
  /** Goes on with an export that was paused or has failed. */
  resume: command(v.object({ job: id }), replies<void>()),
  cancel: command(v.object({ job: id }), replies<void>()),
  /** Shows the finished file where the person keeps files. */
  reveal: command(v.object({ job: id }), replies<void>()),
  /** In the order of their turns. */
  list: command(nothing, replies<ExportState[]>()),
  changed: event<ExportState>(),
  /** The jobs in another order than before. */
  ordered: event<string[]>(),
};
