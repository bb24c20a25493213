import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { PlainProblem } from '../model/problem.ts';
import type { Database } from './database.ts';
import { isAlive } from './process.ts';

/** How a job stands that is not done: in a row, held by a person, or stopped by a problem. */
export type JobPhase = 'waiting' | 'paused' | 'failed';

/** Work that has to outlive the process that does it. */
export interface Job<Wanted> {
  id: string;
  wanted: Wanted;
  phase: JobPhase;
  /** What stopped it. */
  problem: PlainProblem | null;
}

/** Jobs of one kind, in the order of their turns, shared by all processes that have the library open. */
export interface Jobs<Wanted> {
  add(wanted: Wanted): Job<Wanted>;
  /** All but those of which another living process has taken care; what is of no known shape is left out. */
  list(): Job<Wanted>[];
  /** Gives the jobs their order, those that are not named behind all. */
  order(ids: readonly string[]): void;
  /** Takes care of a job: true where no other living process does. */
  claim(id: string): boolean;
  change(id: string, phase: JobPhase, problem?: PlainProblem | null): void;
  /** The job is done, or nobody wants it any more. */
  remove(id: string): void;
}

const rowShape = v.object({
  id: v.string(),
  wanted: v.string(),
  phase: v.picklist(['waiting', 'paused', 'failed']),
  problem: v.nullable(v.string()),
  owner: v.nullable(v.number()),
});

/** `kind` keeps what different hosts want apart; `shape` is that of what they want. `clock` tells the ms since 1970. */
export function createJobs<Wanted>(
  database: Database,
  kind: string,
  shape: v.GenericSchema<unknown, Wanted>,
  clock: () => number,
): Jobs<Wanted> {
  const foreign = (owner: number | null) => owner !== null && owner !== process.pid && isAlive(owner);
  return {
    add(wanted) {
      const id = randomUUID();
      const sql = `INSERT INTO jobs (id, kind, wanted, phase, owner, created, place)
        SELECT ?, ?, ?, ?, ?, ?, coalesce(max(place), 0) + 1 FROM jobs`;
      database.run(sql, id, kind, JSON.stringify(wanted), 'waiting', process.pid, clock());
      return { id, wanted, phase: 'waiting', problem: null };
    },
    list: () =>
      database
        .all(rowShape, 'SELECT id, wanted, phase, problem, owner FROM jobs WHERE kind = ? ORDER BY place, rowid', kind)
        .flatMap(({ id, wanted, phase, problem, owner }) => {
          const read = v.safeParse(shape, JSON.parse(wanted));
          if (foreign(owner) || !read.success) return [];
          return [{ id, wanted: read.output, phase, problem: problemIn(problem) }];
        }),
    order: (ids) =>
      database.write(() => {
        ids.forEach((id, place) => database.run('UPDATE jobs SET place = ? WHERE id = ?', place - ids.length, id));
      }),
    claim: (id) =>
      database.write(() => {
        const row = database.one(
          v.object({ owner: v.nullable(v.number()) }),
          'SELECT owner FROM jobs WHERE id = ?',
          id,
        );
        if (!row || foreign(row.owner)) return false;
        return database.run('UPDATE jobs SET owner = ? WHERE id = ?', process.pid, id) === 1;
      }),
    change(id, phase, problem = null) {
      const said = problem && JSON.stringify(problem);
      database.run('UPDATE jobs SET phase = ?, problem = ? WHERE id = ?', phase, said, id);
    },
    remove: (id) => void database.run('DELETE FROM jobs WHERE id = ?', id),
  };
}

const problemIn = (text: string | null) => (text === null ? null : (JSON.parse(text) as PlainProblem));
