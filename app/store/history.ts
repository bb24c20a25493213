import * as v from 'valibot';
import type { Change, EditType, History, Swap } from '../model/edit.ts';
import { Problem } from '../model/problem.ts';
import type { Database } from './database.ts';

/** An edit that was made. */
export interface Made {
  number: number;
  type: EditType;
  change: Change;
}

/** What was done to a project's script, step by step, kept across restarts. */
export interface Histories {
  /** Takes note of a step; what was taken back before it is forgotten. To be called inside of the step's `write`. */
  record(project: string, type: EditType, change: Change): void;
  /** The step to take back next, or null. */
  last(project: string): Made | null;
  /** The step to take up again next, or null. */
  next(project: string): Made | null;
  /** Marks a step as taken back, or as taken up again. */
  mark(project: string, number: number, undone: boolean): void;
  of(project: string): History;
}

/** Steps that are kept of a project: some hours of work. */
const KEPT = 1_000;
/** Typing that goes on in the same block within so many ms is one step. */
const IN_ONE_GO = 5_000;

const rowShape = v.object({ number: v.number(), type: v.string(), change: v.string(), made: v.number() });

/** `clock` tells the ms since 1970. */
export function createHistories(database: Database, clock: () => number): Histories {
  const row = (project: string, undone: boolean) =>
    database.one(
      rowShape,
      `SELECT number, type, change, made FROM edits WHERE project = ? AND undone = ${Number(undone)}
       ORDER BY number ${undone ? 'ASC' : 'DESC'} LIMIT 1`,
      project,
    );
  const step = (project: string, undone: boolean): Made | null => {
    const found = row(project, undone);
    return found && { number: found.number, type: found.type as EditType, change: parsed(found.change) };
  };

  return {
    record(project, type, change) {
      database.run('DELETE FROM edits WHERE project = ? AND undone = 1', project);
      const before = row(project, false);
      const number = before?.number ?? 0;
      const typing = type === 'text' && before?.type === 'text' && clock() - before.made < IN_ONE_GO;
      const longer = typing ? typedOn(parsed(before.change), change) : null;
      if (longer) {
        const sql = 'UPDATE edits SET change = ? WHERE project = ? AND number = ?';
        database.run(sql, JSON.stringify(longer), project, number);
        return;
      }
      const sql = 'INSERT INTO edits (project, number, type, change, made) VALUES (?, ?, ?, ?, ?)';
      database.run(sql, project, number + 1, type, JSON.stringify(change), clock());
      database.run('DELETE FROM edits WHERE project = ? AND number <= ?', project, number + 1 - KEPT);
    },
    last: (project) => step(project, false),
    next: (project) => step(project, true),
    mark(project, number, undone) {
      database.run('UPDATE edits SET undone = ? WHERE project = ? AND number = ?', Number(undone), project, number);
    },
    of: (project) => ({
      undo: (row(project, false)?.type ?? null) as EditType | null,
      redo: (row(project, true)?.type ?? null) as EditType | null,
    }),
  };
}

/** Two changes of one block's text as one; null where they are none. */
function typedOn(first: Change, then: Change): Change | null {
  const [one, other] = [first.blocks[0], then.blocks[0]];
  if (!one || !other || first.blocks.length !== 1 || one.after?.id !== other.before?.id) return null;
  return { ...then, blocks: [{ before: one.before, after: other.after }] };
}

/** A change as an earlier version of the app may have written it, before some of it was thought of. */
type Recorded = Omit<Change, 'pronunciations'> & Partial<Pick<Change, 'pronunciations'>>;

function complete(change: Recorded): Change {
  const withAll = <Row>(preset: Partial<Row>, { before, after }: Swap<Row>): Swap<Row> => ({
    before: before && { ...preset, ...before },
    after: after && { ...preset, ...after },
  });
  return {
    ...change,
    front: change.front && withAll({ spelled: false }, change.front),
    pronunciations: change.pronunciations ?? [],
    blocks: change.blocks.map((swap) => withAll({ voice: null, takes: [] }, swap)),
  };
}

/** Written by ourselves, in the same database as what it changes; only a damaged file could hold anything else. */
function parsed(text: string): Change {
  try {
    return complete(JSON.parse(text) as Recorded);
  } catch (cause) {
    throw new Problem('library-damaged', 'a step of the history can not be read', { cause });
  }
}
