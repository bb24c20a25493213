import * as v from 'valibot';
import type { FavouriteVoice, ServiceName, VoiceEntry } from '../model/catalog.ts';
import type { FoundSpeech } from '../model/dialogue.ts';
import { type ImportPreview, type ImportProgress, type ImportWish, LONGEST_PASTE } from '../model/import.ts';
import { LANGUAGES } from '../model/language.ts';
import type { Budget } from '../model/money.ts';
import {
  type ListeningPlace,
  type ListeningSettings,
  type Output,
  type PlayerMeters,
  type PlayerState,
  type SkipUnit,
  SPEED,
  type Wave,
} from '../model/player.ts';
import type { DocumentEstimate, OpenedProject, ProjectSummary, Step } from '../model/project.ts';
import { MOST_PRONUNCIATIONS, type Pronunciation, type SpokenPart } from '../model/pronunciation.ts';
import type { BlockStates, StatesNews } from '../model/sound.ts';
import type { SegmentTakes } from '../model/takes.ts';
import type { AppStatus, MendedPart } from '../model/status.ts';
import { dictation } from './dictation.ts';
import { exporting } from './exporting.ts';
import { id, ids, name, pronunciation, scriptEdit, voice } from './script-edit.ts';
import { settings } from './settings.ts';
import { command, event, replies } from './shapes.ts';
import { updating } from './updating.ts';

const nothing = v.undefined();
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const speed = v.pipe(v.number(), v.minValue(SPEED.least), v.maxValue(SPEED.most));
const volume = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const output = v.nullable(v.pipe(v.string(), v.maxLength(1000)));
const pasted = v.pipe(v.string(), v.maxLength(LONGEST_PASTE));
/** Of a locked document; the PDF format has no use for longer ones. */
const password = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const importWish = {
  code: v.optional(v.picklist(['spoken', 'named', 'skipped'])),
  marks: v.optional(v.picklist(['spoken', 'removed'])),
  foreign: v.optional(v.picklist(['narrator', 'own'])),
} satisfies { [Name in keyof ImportWish]: v.GenericSchema<unknown, ImportWish[Name] | undefined> };
const bars = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4_000));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const unit = v.picklist(['sentence', 'chapter']) satisfies v.GenericSchema<unknown, SkipUnit>;
const service = v.picklist(['together', 'local']) satisfies v.GenericSchema<unknown, ServiceName>;
const takeOf = v.object({ project: id, segment: id, take: place });

/** Every command and event between a window and the app, once. Names are `group.name` on the wire. */
export const contract = {
  app: {
    status: command(nothing, replies<AppStatus>()),
    chooseService: command(v.object({ service }), replies<void>()),
    /** Of the interface; null for the system's. Every window is told, and loads itself anew. */
    chooseLanguage: command(v.object({ language: v.nullable(v.picklist(LANGUAGES)) }), replies<void>()),
    /** The key travels inwards only; no reply carries it back. */
    saveKey: command(
      v.object({ key: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) }),
      replies<void>(),
    ),
    forgetKey: command(nothing, replies<void>()),
    changed: event<AppStatus>(),
    /** Something beside the app had ended, and is back. */
    mended: event<{ part: MendedPart }>(),
  },
  library: {
    /** Newest change first. */
    list: command(nothing, replies<ProjectSummary[]>()),
    /** Those whose title or author holds a text. */
    find: command(v.object({ text: v.pipe(v.string(), v.maxLength(200)) }), replies<ProjectSummary[]>()),
    open: command(v.object({ project: id }), replies<OpenedProject>()),
    /**
     * Begins to read a document and answers at once. `ticket` stands for a file that a person picked or dropped, since
     * a window never names a path; `password` opens a locked one and is not kept; `text` was pasted.
     */
    read: command(
      v.union([v.object({ ticket: id, password: v.optional(password) }), v.object({ text: pasted })]),
      replies<{ import: string }>(),
    ),
    /** What was read, once it is; as a newer version of `project` where one is named. */
    preview: command(v.object({ import: id, project: v.optional(id), ...importWish }), replies<ImportPreview>()),
    /** Makes a project of what was read, or brings `project` up to it; `chapters` are places in the preview's list. */
    import: command(
      v.object({
        ...{ import: id, chapters: v.pipe(v.array(place), v.maxLength(300_000)) },
        ...{ title: v.pipe(name, v.minLength(1)), author: v.nullable(name), project: v.optional(id) },
        ...importWish,
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
    /** Of some blocks, or of all. */
    estimate: command(v.object({ project: id, blocks: v.optional(ids) }), replies<DocumentEstimate>()),
    /** What is said in some blocks, or in all, and by whom as far as the text tells it. */
    dialogue: command(v.object({ project: id, blocks: v.optional(ids) }), replies<FoundSpeech[]>()),
    /** How the blocks stand with their sound; those that are not named are not made. */
    states: command(v.object({ project: id }), replies<BlockStates>()),
    /** What has changed of them; told of the project that was last asked about. */
    sounded: event<StatesNews>(),
    /** What is said for blocks, part by part. */
    spoken: command(
      v.object({ project: id, blocks: v.pipe(v.array(id), v.maxLength(1_000)) }),
      replies<Record<string, SpokenPart[]>>(),
    ),
    /** A step that was made in any window. */
    stepped: event<Step & { project: string }>(),
  },
  voices: {
    list: command(v.object({ model: id }), replies<VoiceEntry[]>()),
    /** Speaks a sentence of a document, or one of our own, in a voice; what was playing is paused. */
    preview: command(v.object({ voice, project: v.optional(id), block: v.optional(id) }), replies<void>()),
    favourites: command(nothing, replies<FavouriteVoice[]>()),
    /** Makes a voice a favourite, or an ordinary one again. */
    favour: command(v.object({ model: id, voice: id, favourite: v.boolean() }), replies<FavouriteVoice[]>()),
  },
  takes: {
    /** The segments of a block with the takes of each. */
    list: command(v.object({ project: id, block: id }), replies<SegmentTakes[]>()),
    /** Plays a take that is made; what was playing is paused. */
    listen: command(takeOf, replies<void>()),
    choose: command(takeOf, replies<void>()),
    /** Throws away a take that is not the chosen one. */
    discard: command(takeOf, replies<void>()),
    /** Another take of each segment of these blocks is to be made, and to be heard from then on. Makes none yet. */
    again: command(v.object({ project: id, blocks: ids, segment: v.optional(id) }), replies<{ blocks: string[] }>()),
  },
  money: {
    budget: command(v.object({ project: id }), replies<Budget>()),
    /** The most, in US dollars, that a document may cost, or all in a month where none is named; null for no limit. */
    limit: command(
      v.object({ project: v.nullable(id), dollars: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))) }),
      replies<void>(),
    ),
    /** Something was spent, of a document where one is named, or a limit was changed. */
    changed: event<{ project: string | null }>(),
  },
  /** How words are said in every script; a script's own are edits of it. */
  pronunciations: {
    list: command(nothing, replies<Pronunciation[]>()),
    /** A new one, or one with that id changed. */
    save: command(v.object({ pronunciation }), replies<void>()),
    remove: command(v.object({ ids: v.pipe(v.array(id), v.maxLength(MOST_PRONUNCIATIONS)) }), replies<void>()),
    /** Takes those of a table (CSV) into a script, or for every script, and answers how many. */
    import: command(v.object({ ticket: id, project: v.optional(id) }), replies<number>()),
    /** Writes a script's own, or those for every script, into a table; false where the person chose no place for it. */
    export: command(v.object({ project: v.optional(id) }), replies<boolean>()),
    /** Says the first sentence of a script that has the word in it. */
    try: command(v.object({ project: id, pronunciation }), replies<void>()),
    changed: event<Pronunciation[]>(),
  },
  player: {
    state: command(nothing, replies<PlayerState>()),
    /**
     * From the sentence of `block` at an offset of its text, its first where none is named; without a block from where
     * the person left off.
     */
    play: command(v.object({ project: id, block: v.optional(id), at: v.optional(place) }), replies<void>()),
    /** Where the person left off listening; null where that was at the end, or never began. */
    place: command(v.object({ project: id }), replies<ListeningPlace | null>()),
    /** The chapter that sounds, in so many bars; null where nothing does. */
    wave: command(v.object({ bars }), replies<Wave | null>()),
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
  export: exporting,
  dictation,
  update: updating,
  settings,
};
