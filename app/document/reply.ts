import * as v from 'valibot';
import type { ChapterRole, Document, ParagraphKind } from '../model/document.ts';
import { type PlainProblem, plainProblem, Problem, revivedProblem } from '../model/problem.ts';
import type { Limits } from './limits.ts';

/** What the worker is given: a file, or text that a person has pasted. */
export interface Order {
  source: { path: string } | { text: string };
  name: string;
  limits: Limits;
}

const roles = ['body', 'front', 'contents', 'notes', 'back'] as const satisfies ChapterRole[];
const kinds = ['heading', 'text', 'quote', 'item', 'verse', 'row', 'code'] as const satisfies ParagraphKind[];

const documentShape = v.object({
  title: v.string(),
  author: v.nullable(v.string()),
  language: v.nullable(v.string()),
  cover: v.exactOptional(
    v.object({ mediaType: v.picklist(['image/jpeg', 'image/png']), bytes: v.instance(Uint8Array<ArrayBufferLike>) }),
  ),
  omitted: v.exactOptional(v.array(v.number())),
  chapters: v.array(
    v.object({
      title: v.string(),
      role: v.picklist(roles),
      paragraphs: v.array(
        v.object({
          kind: v.picklist(kinds),
          text: v.pipe(v.string(), v.minLength(1)),
          language: v.exactOptional(v.string()),
        }),
      ),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Document>;

const problemShape = v.object({
  code: v.string(),
  message: v.string(),
  retryable: v.boolean(),
  details: v.record(v.string(), v.union([v.string(), v.number()])),
});

const shareShape = v.object({ share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) });
const replyShape = v.union([v.object({ document: documentShape }), v.object({ problem: problemShape })]);

/** What the worker says back: how far it is, any number of times, then what came of it. */
export type Reply = { share: number } | { document: Document } | { problem: PlainProblem };

/** How much of the work a message tells to be done, from 0 to 1; null for any other message. */
export function shareOf(message: unknown): number | null {
  const shaped = v.safeParse(shareShape, message);
  return shaped.success ? shaped.output.share : null;
}

/** The worker's answer for whatever its reader threw. A parser's own message may quote the text, so it stays behind. */
export function refusal(thrown: unknown): Reply {
  if (thrown instanceof Problem) return { problem: plainProblem(thrown) };
  // Deep nesting overflows the stack, and what is too long for a string or an array is told the same way.
  const code = thrown instanceof RangeError ? 'document-too-complex' : 'internal';
  const name = thrown instanceof Error ? thrown.name : 'something';
  return { problem: plainProblem(new Problem(code, `the reader failed with ${name}`)) };
}

/** The document in a worker's reply. Throws the Problem in it, or `internal` for what is no reply. */
export function documentOf(reply: unknown): Document {
  const shaped = v.safeParse(replyShape, reply);
  if (!shaped.success) throw new Problem('internal', 'the document worker sent something unknown');
  if ('problem' in shaped.output) throw revivedProblem(shaped.output.problem as PlainProblem);
  return shaped.output.document;
}
