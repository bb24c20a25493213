import type { Document } from '../model/document.ts';
import { Draft, titleOfName } from './draft.ts';
import { headingOf, isChapterLine, isSubtitle, isTitle } from './headings.ts';
import type { Limits } from './limits.ts';
import { noteMark } from './marks.ts';
import { roleOf } from './roles.ts';
import { addRun, indentation, type Run } from './run.ts';
import { refuseHeavy } from './weight.ts';

/** UTF-16 units of a first line that may be the title. */
const longestTitle = 80;
/** A number in brackets that hugs a word or the end of a sentence, as encyclopedias and old books on the net have it. */
const citation = /(?<=\p{L}{3}[.,;:!?"'”’»)]{0,3}|\p{N}[.,;)]|\])\[(\d{1,3}|[a-z])\]/gu;
const byLine = /^by\s+(\p{Lu}.{1,80})$/iu;

/** Plain text. Throws `document-too-complex`, `document-without-text`. */
export function readText(text: string, name: string, limits: Limits): Document {
  refuseHeavy(text, '\n\r\f\u2028\u2029', { marks: limits.marks, markupLength: limits.textBytes });
  const marked = text.replace(citation, (_, sign: string) => noteMark(sign));
  const { title, author, rest } = openingOf(withSubtitles(runsOf(marked)));
  const known = title ?? titleOfName(name);
  const draft = new Draft(known, limits);
  if (title !== null) draft.add('heading', title);
  for (const run of rest) {
    const heading = headingOf(run.lines);
    if (heading) {
      draft.begin(heading.title, roleOf('', heading.title) ?? 'body');
      for (const line of heading.lines) draft.add('heading', line);
    }
    if (heading) addRun(draft, { lines: heading.rest, indents: run.indents.slice(-heading.rest.length) });
    else if (run.lines.filter(isChapterLine).length > 1) for (const line of run.lines) draft.add('item', line);
    else addRun(draft, run);
  }
  return draft.document(known, author);
}

/** Lines between blank lines. Where there are none, every line stands for itself. */
function runsOf(text: string): Run[] {
  const lines = text.split(/\r\n?|[\n\u2028\u2029]|(?=\f)/);
  const base = lines.reduce((least, line) => (line.trim() ? Math.min(least, indentation(line)) : least), Infinity);
  const runs: Run[] = [];
  let open: Run | null = null;
  for (const line of lines) {
    // A form feed parts pages, and pages part paragraphs.
    if (!line.trim() || line.startsWith('\f')) open = null;
    if (!line.trim()) continue;
    if (!open) runs.push((open = { lines: [], indents: [] }));
    open.lines.push(line.trim());
    open.indents.push(indentation(line) - base);
  }
  const [only] = runs;
  if (runs.length !== 1 || !only) return runs;
  return only.lines.map((line, index) => ({ lines: [line], indents: [only.indents[index]!] }));
}

/** "CHAPTER I" and the title in the run below it belong together. */
function withSubtitles(runs: Run[]): Run[] {
  const joined: Run[] = [];
  for (let index = 0; index < runs.length; index++) {
    const [run, next] = [runs[index]!, runs[index + 1]];
    const [line, below] = [only(run), next && only(next)];
    const pair = line && below && isChapterLine(line) && !isChapterLine(below) && isSubtitle(below);
    joined.push(pair ? { lines: [line, below], indents: [0, 0] } : run);
    if (pair) index++;
  }
  return joined;
}

interface Opening {
  /** Null where the text does not begin with what looks like a title. */
  title: string | null;
  author: string | null;
  /** What is left to read after the title. */
  rest: Run[];
}

function openingOf(runs: Run[]): Opening {
  const [first, second] = runs;
  const none = { title: null, author: null, rest: runs };
  if (!first || !second) return none;
  const [line = '', below = ''] = first.lines;
  if (isChapterLine(line) || !isTitle(line, longestTitle)) return none;
  const heading = headingOf(first.lines);
  if (heading) return { title: heading.title, author: null, rest: runs };
  const signed = first.lines.length === 2 && byLine.test(below);
  if (first.lines.length > 1 && !signed) return none;
  const rest = signed ? [{ lines: [below], indents: [0] }, ...runs.slice(1)] : runs.slice(1);
  return { title: line, author: byLine.exec(only(rest[0]!) ?? '')?.[1] ?? null, rest };
}

/** The line of a run that has but one. */
function only(run: Run): string | null {
  return run.lines.length === 1 ? run.lines[0]! : null;
}
