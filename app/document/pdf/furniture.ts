import { type Page, type Row, rowsOf } from './page.ts';
import { median } from './region.ts';
import type { Segment } from './segment.ts';

/** A row near the edge of a page, as a stranger sees it. */
interface Edge {
  page: number;
  text: string;
  /** Words with their numbers left out. */
  pattern: string;
  /** What the row's first or last word says if it is a number of a page. */
  numbers: number[];
  /** Points from the edge that it is near to. */
  y: number;
  top: boolean;
  size: number;
  /** White space between the row and the next one inwards, as a share of its size. */
  room: number;
  segments: Segment[];
}

/** Rows looked at from either edge. */
const depth = 3;
/** Points that a row may move between pages. */
const drift = 3;
/** Pages between two on which the same row stands: those of the other side, a plate, the start of a chapter. */
const mostApart = 8;
/** White space from which on a row stands apart from the text, as a share of its size. */
const apart = 1.7;

/** Shares of the size of the text; what is larger is a heading, even where it says "Chapter 1" at the same place as others. */
const largest = 1.25;

/** Takes running heads and feet and the numbers of pages away: what stands at the same place on several pages. */
export function withoutFurniture(pages: readonly Page[]): Page[] {
  const edges = pages.flatMap(edgesOf);
  const offset = numbering(edges);
  const found = new Set<Edge>();
  for (const edge of repeated(edges)) found.add(edge);
  for (const edge of numbered(edges, offset)) found.add(edge);
  for (const edge of edges) if (!found.has(edge) && fillsPlace(edge, found)) found.add(edge);
  const gone = new Set([...inOrder(edges, found)].flatMap((edge) => edge.segments));
  for (const stamp of stamps(pages)) gone.add(stamp);
  return pages.map((page) => ({ ...page, segments: page.segments.filter((segment) => !gone.has(segment)) }));
}

function edgesOf({ number, height, segments }: Page): Edge[] {
  const usual = median(segments.map(({ size }) => size));
  const rows = rowsOf(segments.filter(({ turn, size }) => turn === 0 && size < largest * usual));
  const edge = (row: Row, next: Row | undefined, top: boolean): Edge => {
    const text = row.segments.map((segment) => segment.text).join(' ');
    const size = Math.max(...row.segments.map((segment) => segment.size));
    return {
      ...{ page: number, text, top, size, segments: row.segments, y: top ? row.y : height - row.y },
      pattern: patternOf(text),
      numbers: numbersIn(text),
      room: next ? Math.abs(next.y - row.y) / Math.max(size, 1) : Infinity,
    };
  };
  const tops = rows.slice(0, depth).map((row, index) => edge(row, rows[index + 1], true));
  // The few rows of a short page are near to both of its edges.
  const upwards = rows.toReversed();
  const feet = upwards.slice(0, depth).map((row, index) => edge(row, upwards[index + 1], false));
  return [...tops, ...feet];
}

/** A page number may be all that is told apart from the text, so words and numbers count alike. */
const patternOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/\p{N}+/gu, '#')
    .replace(/(?<![\p{L}])[ivxlcdm]{1,7}(?![\p{L}])/gu, '#')
    .replace(/\s+/g, ' ')
    .trim();

function numbersIn(text: string): number[] {
  const words = text.trim().split(/\s+/);
  return [words[0], words.at(-1)].flatMap((word = '') => {
    const digits = /^[^\p{L}\p{N}]*(\d{1,5})[^\p{L}\p{N}]*$/u.exec(word)?.[1];
    return digits ? [Number(digits)] : [];
  });
}

/** How far printed numbers are from the count of pages, where enough pages agree. */
function numbering(edges: readonly Edge[]): number | null {
  const votes = new Map<number, Set<number>>();
  for (const { numbers, page } of edges) {
    for (const number of numbers) {
      const voters = votes.get(number - page) ?? new Set();
      votes.set(number - page, voters.add(page));
    }
  }
  const [best] = [...votes].sort((one, other) => other[1].size - one[1].size);
  return best && best[1].size >= 2 ? best[0] : null;
}

/** Rows with the number of their page; with words, too ("Chapter 1" on page 1), only where other pages have theirs. */
function* numbered(edges: readonly Edge[], offset: number | null): Generator<Edge> {
  if (offset === null) return;
  const bare = ({ pattern }: Edge) => /^[^\p{L}]*$/u.test(pattern);
  const own = edges.filter((edge) => edge.numbers.includes(edge.page + offset) && (bare(edge) || edge.room >= apart));
  for (const side of groups(own, ({ top }) => String(top))) {
    for (const level of byPlace(side)) {
      const several = new Set(level.map(({ page }) => page)).size > 1;
      yield* several ? level : level.filter(bare);
    }
  }
}

/** Rows of the same pattern at the same place, on pages not too far from each other. */
function* repeated(edges: readonly Edge[]): Generator<Edge> {
  for (const same of groups(edges, ({ pattern, top }) => `${top} ${pattern}`)) {
    for (const level of byPlace(same)) {
      let run: Edge[] = [];
      for (const edge of [...level, null]) {
        const last = run.at(-1);
        if (edge && (!last || edge.page - last.page <= mostApart)) {
          run.push(edge);
          continue;
        }
        yield* running(run);
        run = edge ? [edge] : [];
      }
    }
  }
}

/** A head keeps away from the text, and its numbers may change; what hugs the text must be the same to the letter. */
function running(run: readonly Edge[]): readonly Edge[] {
  if (!/[\p{L}#]/u.test(run[0]?.pattern ?? '')) return [];
  const clear = run.filter((edge) => edge.room >= apart).length * 2 >= run.length;
  if (clear) return new Set(run.map((edge) => edge.page)).size >= 2 ? run : [];
  return [...groups(run, ({ text }) => text)].filter((same) => same.length >= 3).flat();
}

/** A row with words of its own, apart from the text, where the pages around have a head: a title that runs once. */
function fillsPlace(edge: Edge, found: ReadonlySet<Edge>): boolean {
  if (edge.room < apart) return false;
  let near = 0;
  for (const other of found) {
    if (other.top !== edge.top || Math.abs(other.page - edge.page) > mostApart) continue;
    if (Math.abs(other.y - edge.y) <= drift && Math.abs(other.size - edge.size) < 0.5) near++;
  }
  return near >= 2;
}

/** Furniture from the edge inwards, up to the first row that is none. */
function* inOrder(edges: readonly Edge[], found: ReadonlySet<Edge>): Generator<Edge> {
  for (const side of groups(edges, ({ page, top }) => `${page} ${top}`)) {
    for (const edge of side) {
      if (!found.has(edge)) break;
      yield edge;
    }
  }
}

/** Text aslant or on its side that every page repeats. */
function* stamps(pages: readonly Page[]): Generator<Segment> {
  const turned = pages.flatMap(({ segments }) => segments.filter(({ turn }) => turn !== 0));
  const place = ({ text, x, y, turn }: Segment) => `${turn} ${Math.round(x)} ${Math.round(y)} ${patternOf(text)}`;
  for (const same of groups(turned, place)) if (same.length >= 3) yield* same;
}

function byPlace(edges: readonly Edge[]): Edge[][] {
  const levels: Edge[][] = [];
  for (const edge of edges.toSorted((one, other) => one.y - other.y)) {
    const level = levels.at(-1);
    if (level && edge.y - level[0]!.y <= drift) level.push(edge);
    else levels.push([edge]);
  }
  return levels.map((level) => level.sort((one, other) => one.page - other.page));
}

function groups<T>(items: readonly T[], key: (item: T) => string): Iterable<T[]> {
  return Map.groupBy(items, key).values();
}
