import * as v from 'valibot';
import type { ListeningPlace } from '../model/player.ts';
import type { Database } from './database.ts';

/** Where a person left off listening to each project. */
export interface Places {
  of(project: string): ListeningPlace | null;
  /** Null forgets it. A project that has gone meanwhile is passed over. */
  keep(project: string, place: ListeningPlace | null): void;
}

const placeShape = v.object({ block: v.string(), at: v.number() }) satisfies v.GenericSchema<unknown, ListeningPlace>;
const rowShape = v.object({ spot: v.nullable(v.pipe(v.string(), v.parseJson(), placeShape)) });

export function createPlaces(database: Database): Places {
  return {
    of: (project) => database.one(rowShape, 'SELECT spot FROM projects WHERE id = ?', project)?.spot ?? null,
    keep(project, place) {
      database.run('UPDATE projects SET spot = ? WHERE id = ?', place && JSON.stringify(place), project);
    },
  };
}
