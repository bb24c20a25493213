// A process of its own for store.test.ts: does one thing to a library in a folder, and says so on its output.
import * as v from 'valibot';
import { openDatabase } from '../../app/store/database.ts';
import { openTakes } from '../../app/store/takes.ts';

const [task, folder, name] = process.argv.slice(2) as [string, string, string];
const say = (word: string) => process.stdout.write(`${word}\n`);
const RATE = 24_000;

const tasks: Record<string, () => Promise<void>> = {
  /** Counts up, in one row that everybody counts in and one of its own. */
  count: async () => {
    const database = openDatabase(folder);
    const valueOf = (row: string) =>
      Number(
        database.one(v.object({ value: v.string() }), 'SELECT value FROM settings WHERE name = ?', row)?.value ?? 0,
      );
    for (let n = 0; n < 100; n++) {
      database.write(() => {
        for (const row of ['all', name]) {
          database.run('INSERT OR REPLACE INTO settings VALUES (?, ?)', row, `${valueOf(row) + 1}`);
        }
      });
    }
    database.close();
  },
  /** Keeps the same take again and again, each time of another length. */
  keep: async () => {
    const database = openDatabase(folder);
    const takes = await openTakes(database, folder, Date.now);
    for (let n = 0; n < 20; n++) {
      const writer = await takes.begin('ab'.repeat(32), RATE);
      await writer.write(new Int16Array(1 + Math.floor(Math.random() * 50_000)));
      await writer.commit();
      await writer.close();
    }
    database.close();
  },
  /** Keeps takes and writes at one more until it is killed. */
  linger: async () => {
    const database = openDatabase(folder);
    const takes = await openTakes(database, folder, Date.now);
    for (let n = 0; ; n++) {
      const writer = await takes.begin(n.toString(16).padStart(64, '0'), RATE);
      for (let part = 0; part < 4; part++) await writer.write(new Int16Array(8000).fill(n));
      if (n === Number(name)) say('half');
      await writer.commit();
      await writer.close();
      say(`${n}`);
    }
  },
};

await tasks[task]!();
