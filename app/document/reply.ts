import * as v from 'valibot';
import type { ChapterRole, Document, ParagraphKind } from '../model/document.ts';
import { type PlainProblem, plainProblem, Problem, revivedProblem } from '../model/problem.ts';
import type { Limits } from './limits.ts';

/** Numbers of pages from 1, both ends included. */
export interface Range {
  from: number;
  to: number;
}

/** What the worker is given: a file, or text that a person has pasted. */
export interface Order {
  source: { path: string } | { text: string };
  name: string;
  limits: Limits;
  /** What opens a locked file. */
  password?: string;
  /** Address of the worker's own entry, where it may start a second one like it. */
  entry?: string;
  /** Only these pages of a PDF: what the second one is asked for. */
  range?: Range;
}

/** An order for a file. */
export interface FileOrder extends Order {
  source: { path: string };
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
          marks: v.exactOptional(v.array(v.object({ at: v.number(), sign: v.string() }))),
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
const documentReply = v.object({ document: documentShape });
const problemReply = v.object({ problem: problemShape });

/** What the worker says back: how far it is, any number of times, then what came of it. */
export type Reply = { share: number } | { document: Document } | { stretch: object } | { problem: PlainProblem };

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
export const documentOf = (reply: unknown): Document => replied(documentReply, reply).document;

/** A worker's reply in its shape. Throws the Problem in it, or `internal` for what is no reply. */
export function replied<Shape extends v.GenericSchema>(shape: Shape, reply: unknown): v.InferOutput<Shape> {
  const problem = v.safeParse(problemReply, reply);
  if (problem.success) throw revivedProblem(problem.output.problem as PlainProblem);
  const shaped = v.safeParse(shape, reply);
  if (!shaped.success) throw new Problem('internal', 'the document worker sent something unknown');
  return shaped.output;
}
