import * as v from 'valibot';
import type { Database } from './database.ts';

/** Which blocks had their sound once, so that one which has lost it by an edit can be told from one never made. */
export interface Made {
  of(project: string): Set<string>;
  /** Blocks of the project that have gone meanwhile are passed over. */
  add(project: string, blocks: readonly string[]): void;
}

const rowShape = v.object({ block: v.string() });

export function createMade(database: Database): Made {
  return {
    of: (project) =>
      new Set(database.all(rowShape, 'SELECT block FROM made WHERE project = ?', project).map(({ block }) => block)),
    add(project, blocks) {
      const sql =
        'INSERT OR IGNORE INTO made (project, block) SELECT project, id FROM blocks WHERE project = ? AND id = ?';
      database.write(() => blocks.forEach((block) => database.run(sql, project, block)));
    },
  };
}
