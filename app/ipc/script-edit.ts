import * as v from 'valibot';
import type { BlockMarks, WindowEdit } from '../model/edit.ts';
import { LONGEST_PRONUNCIATION, MOST_PRONUNCIATIONS, type Pronunciation } from '../model/pronunciation.ts';
import type { Voice } from '../model/script.ts';

export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** Far beyond any paragraph; a longer one was not typed by a person. */
const blockText = v.pipe(v.string(), v.maxLength(1_000_000));
export const name = v.pipe(v.string(), v.trim(), v.maxLength(1_000));
const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Ms; ten minutes of silence are no pause any more. */
const pause = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000));
export const ids = v.pipe(v.array(id), v.maxLength(100_000));

const language = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/));

export const voice = v.object({
  model: id,
  voice: id,
  language,
}) satisfies v.GenericSchema<unknown, Voice>;

const said = v.pipe(v.string(), v.trim(), v.maxLength(LONGEST_PRONUNCIATION));

export const pronunciation = v.object({
  id,
  written: v.pipe(said, v.minLength(1)),
  spoken: said,
  wholeWord: v.boolean(),
  matchCase: v.boolean(),
  language: v.nullable(language),
}) satisfies v.GenericSchema<unknown, Pronunciation>;

const blockMarks = v.object({
  kind: v.exactOptional(v.picklist(['heading', 'text', 'quote', 'item', 'verse', 'row', 'code'])),
  speaker: v.exactOptional(v.nullable(id)),
  voice: v.exactOptional(v.nullable(voice)),
  pause: v.exactOptional(v.nullable(pause)),
  locked: v.exactOptional(v.boolean()),
}) satisfies v.GenericSchema<unknown, BlockMarks>;

const member = v.object({ id, name: v.pipe(name, v.minLength(1)), voice });
const parts = v.pipe(
  v.array(v.object({ start: offset, end: offset, speaker: v.nullable(id) })),
  v.minLength(1),
  v.maxLength(10_000),
);

/** Every edit of a script that a window may ask for. */
export const scriptEdit = v.variant('type', [
  v.object({ type: v.literal('text'), block: id, text: blockText }),
  v.object({ type: v.literal('split-block'), block: id, at: offset }),
  v.object({ type: v.literal('join-block'), block: id }),
  v.object({
    ...{ type: v.literal('insert-blocks'), chapter: id, after: v.nullable(id) },
    texts: v.pipe(v.array(blockText), v.minLength(1), v.maxLength(10_000)),
  }),
  v.object({ type: v.literal('remove-blocks'), blocks: ids }),
  v.object({ type: v.literal('mark-blocks'), blocks: ids, marks: blockMarks }),
  v.object({
    type: v.literal('cast-parts'),
    members: v.pipe(v.array(member), v.maxLength(1_000)),
    blocks: v.pipe(v.array(v.object({ block: id, parts })), v.minLength(1), v.maxLength(100_000)),
  }),
  v.object({ type: v.literal('include-chapters'), chapters: ids, included: v.boolean() }),
  v.object({ type: v.literal('rename-chapter'), chapter: id, title: name }),
  v.object({ type: v.literal('move-chapter'), chapter: id, before: v.nullable(id) }),
  v.object({ type: v.literal('merge-chapter'), chapter: id }),
  v.object({ type: v.literal('split-chapter'), block: id, title: name }),
  v.object({
    type: v.literal('cast-member'),
    member,
  }),
  v.object({ type: v.literal('dismiss-member'), member: id }),
  v.object({ type: v.literal('narrator'), voice }),
  v.object({
    type: v.literal('pronounce'),
    pronunciations: v.pipe(v.array(pronunciation), v.minLength(1), v.maxLength(MOST_PRONUNCIATIONS)),
  }),
  v.object({ type: v.literal('unpronounce'), pronunciations: v.pipe(v.array(id), v.maxLength(MOST_PRONUNCIATIONS)) }),
  v.object({ type: v.literal('spell'), spelled: v.boolean() }),
  v.object({ type: v.literal('name'), title: v.pipe(name, v.minLength(1)), author: v.nullable(name) }),
]) satisfies v.GenericSchema<unknown, WindowEdit>;
