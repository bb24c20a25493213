import * as v from 'valibot';
import type { ChapterRole, Document, ParagraphKind } from '../model/document.ts';
import { type PlainProblem, plainProblem, Problem, revivedProblem } from '../model/problem.ts';
import type { Limits } from './limits.ts';

/** What the worker is given. */
export interface Order {
  path: string;
  name: string;
  limits: Limits;
}

const roles = ['body', 'front', 'contents', 'notes', 'back'] as const satisfies ChapterRole[];
const kinds = ['heading', 'text', 'quote', 'item', 'verse', 'row', 'code'] as const satisfies ParagraphKind[];

const documentShape = v.object({
  title: v.string(),
  author: v.nullable(v.string()),
  language: v.nullable(v.string()),
  chapters: v.array(
    v.object({
      title: v.string(),
      role: v.picklist(roles),
      paragraphs: v.array(v.object({ kind: v.picklist(kinds), text: v.pipe(v.string(), v.minLength(1)) })),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Document>;

const problemShape = v.object({
  code: v.string(),
  message: v.string(),
  retryable: v.boolean(),
  details: v.record(v.string(), v.union([v.string(), v.number()])),
});

const replyShape = v.union([v.object({ document: documentShape }), v.object({ problem: problemShape })]);

/** What the worker says back. */
export type Reply = { document: Document } | { problem: PlainProblem };

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
