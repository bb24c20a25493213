import * as v from 'valibot';
import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import type { ExportFormat, ExportState } from '../model/export.ts';
import type { PlayerState } from '../model/player.ts';
import type { Estimate, Project, ProjectSummary } from '../model/project.ts';
import type { Block, Voice } from '../model/script.ts';
import type { AppStatus } from '../model/status.ts';
import { command, event, replies } from './shapes.ts';

const nothing = v.undefined();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
/** Far beyond any paragraph; a longer one was not typed by a person. */
const blockText = v.pipe(v.string(), v.maxLength(1_000_000));
const service = v.picklist(['together', 'local']) satisfies v.GenericSchema<unknown, ServiceName>;
const format = v.picklist(['wav', 'mp3']) satisfies v.GenericSchema<unknown, ExportFormat>;
const voice = v.object({
  model: id,
  voice: id,
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/)),
}) satisfies v.GenericSchema<unknown, Voice>;

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
    list: command(nothing, replies<ProjectSummary[]>()),
    open: command(v.object({ project: id }), replies<Project>()),
    /** `ticket` stands for a file that a person picked or dropped; a window never names a path. */
    import: command(v.object({ ticket: id }), replies<Project>()),
    remove: command(v.object({ project: id }), replies<void>()),
    changed: event<ProjectSummary[]>(),
  },
  script: {
    editBlock: command(v.object({ project: id, block: id, text: blockText }), replies<Block>()),
    includeChapter: command(v.object({ project: id, chapter: id, included: v.boolean() }), replies<void>()),
    chooseVoice: command(v.object({ project: id, voice }), replies<void>()),
    estimate: command(v.object({ project: id }), replies<Estimate>()),
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
    /** To the segment that sounds at that second of the narration. */
    seek: command(v.object({ seconds }), replies<void>()),
    /** To the next segment (1) or the one before (-1). */
    skip: command(v.object({ by: v.picklist([-1, 1]) }), replies<void>()),
    changed: event<PlayerState>(),
  },
  export: {
    /** Answers null where the person left the choice of a destination without making one. */
    start: command(v.object({ project: id, format }), replies<{ job: string } | null>()),
    cancel: command(v.object({ job: id }), replies<void>()),
    /** Shows the finished file where the person keeps files. */
    reveal: command(v.object({ job: id }), replies<void>()),
    list: command(nothing, replies<ExportState[]>()),
    changed: event<ExportState>(),
  },
};
