import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../app/store/database.ts';
import { openTakes, type Takes } from '../../../app/store/takes.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A library in a folder of its own, closed when the test is over. */
export function openedDatabase(folder = temporaryFolder()): Database {
  const database = openDatabase(folder);
  onTestFinished(() => database.close());
  return database;
}

export interface OpenedTakes {
  folder: string;
  database: Database;
  takes: Takes;
}

/** Takes in a folder of their own. */
export async function openedTakes(folder = temporaryFolder(), clock = () => Date.now()): Promise<OpenedTakes> {
  const database = openedDatabase(folder);
  return { folder, database, takes: await openTakes(database, folder, clock) };
}
