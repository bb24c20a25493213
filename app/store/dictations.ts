import * as v from 'valibot';
import type { HistoryPlace, RecordingEntry } from '../model/dictation.ts';
import type { PlainProblem } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import type { Database } from './database.ts';
import { isAlive } from './process.ts';

type Kept = 'id' | 'started' | 'seconds' | 'status' | 'source' | 'name' | 'text' | 'model' | 'language' | 'problem';

/** What a recording was once written down as. */
export interface Version extends Pick<RecordingEntry, 'text' | 'model' | 'language'> {
  translate: boolean;
  tellSpeakers: boolean;
  transcript: Transcript | null;
  speakers: Record<string, string>;
}

/** What was dictated, or a file that was transcribed. */
export interface DictationRow extends Pick<RecordingEntry, Kept> {
  translate: boolean;
  tellSpeakers: boolean;
  transcript: Transcript | null;
  /** Names that a person gave to speakers, by their ids. */
  speakers: Record<string, string>;
  /** What it was written down as before, the latest first. */
  former: readonly Version[];
  /** Of the sound, on the disk. */
  bytes: number;
  /** Name of its file in the folder of recordings; null once it is deleted. */
  sound: string | null;
  /** When all of it is to be deleted, in ms since 1970; null for never. */
  forget: number | null;
}

type Begun = Pick<DictationRow, 'id' | 'started' | 'status' | 'source' | 'name' | 'model' | 'language'> &
  Partial<Pick<DictationRow, 'translate' | 'tellSpeakers' | 'sound' | 'bytes' | 'seconds'>>;

/** The history of what was dictated, shared by all processes that have the library open. */
export interface Dictations {
  /** This process takes care of it. */
  add(row: Begun): DictationRow;
  /** Null where it is gone. */
  get(id: string): DictationRow | null;
  /** Those whose text or name holds `text`, the newest first; from a place on, not more than `most`. */
  list(text?: string, part?: { before?: HistoryPlace; most?: number }): DictationRow[];
  /** Those that nobody has written down although their status says that somebody should, the oldest first. */
  unfinished(): DictationRow[];
  /** Takes care of one: true where no other living process does. */
  claim(id: string): boolean;
  /** Answers the row as it is then, or null where it is gone. */
  change(id: string, part: Partial<Omit<DictationRow, 'id'>>): DictationRow | null;
  remove(id: string): void;
  /** Those whose time has come. */
  forgotten(now: number): DictationRow[];
  /** Bytes of all sound. */
  bytes(): number;
  /** Those whose sound may go to make room, the oldest first. */
  spare(): DictationRow[];
}

const json = <Value>(shape: v.GenericSchema<unknown, Value>) => v.pipe(v.string(), v.parseJson(), shape);
const flag = v.pipe(
  v.number(),
  v.transform((value) => value !== 0),
);
const trusted = <Value>() => v.custom<Value>((value) => typeof value === 'object' && value !== null);
const rowShape = v.object({
  id: v.string(),
  started: v.number(),
  seconds: v.number(),
  status: v.picklist(['recording', 'waiting', 'working', 'done', 'failed', 'cancelled']),
  source: v.picklist(['microphone', 'file']),
  name: v.string(),
  text: v.string(),
  model: v.string(),
  language: v.nullable(v.string()),
  translate: flag,
  tell_speakers: flag,
  transcript: v.nullable(json(trusted<Transcript>())),
  speakers: json(v.record(v.string(), v.string())),
  former: json(v.array(trusted<Version>())),
  problem: v.nullable(json(trusted<PlainProblem>())),
  bytes: v.number(),
  sound: v.nullable(v.string()),
  forget: v.nullable(v.number()),
  owner: v.nullable(v.number()),
});

const columns: Record<keyof Omit<DictationRow, 'id'>, string> = {
  started: 'started',
  seconds: 'seconds',
  status: 'status',
  source: 'source',
  name: 'name',
  text: 'text',
  model: 'model',
  language: 'language',
  translate: 'translate',
  tellSpeakers: 'tell_speakers',
  transcript: 'transcript',
  speakers: 'speakers',
  former: 'former',
  problem: 'problem',
  bytes: 'bytes',
  sound: 'sound',
  forget: 'forget',
};

export function createDictations(database: Database): Dictations {
  const all = (where: string, ...values: (string | number)[]) =>
    database.all(rowShape, `SELECT * FROM dictations ${where}`, ...values);
  const get = (id: string) => all('WHERE id = ?', id).map(rowOf)[0] ?? null;
  const mine = ({ owner }: v.InferOutput<typeof rowShape>) =>
    owner === null || owner === process.pid || !isAlive(owner);

  return {
    get,
    add(row) {
      const entries = Object.entries(row).filter(([, value]) => value !== undefined);
      const names = ['owner', ...entries.map(([name]) => columnOf(name))];
      const values = [process.pid, ...entries.map(([, value]) => valueOf(value))];
      const places = names.map(() => '?').join(', ');
      database.run(`INSERT INTO dictations (${names.join(', ')}) VALUES (${places})`, ...values);
      return get(row.id)!;
    },
    list(text = '', { before, most = -1 } = {}) {
      const wanted = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
      const place = before ? 'AND (started, id) < (?, ?)' : '';
      return all(
        `WHERE (text LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\') ${place} ORDER BY started DESC, id DESC LIMIT ?`,
        ...[wanted, wanted],
        ...(before ? [before.started, before.id] : []),
        most,
      ).map(rowOf);
    },
    unfinished: () =>
      all(`WHERE status IN ('recording', 'waiting', 'working') ORDER BY started`).filter(mine).map(rowOf),
    claim: (id) =>
      database.write(() => {
        const [row] = all('WHERE id = ?', id);
        if (!row || !mine(row)) return false;
        return database.run('UPDATE dictations SET owner = ? WHERE id = ?', process.pid, id) === 1;
      }),
    change(id, part) {
      const entries = Object.entries(part).filter(([, value]) => value !== undefined);
      const sets = entries.map(([name]) => `${columnOf(name)} = ?`).join(', ');
      if (sets) database.run(`UPDATE dictations SET ${sets} WHERE id = ?`, ...entries.map(([, v]) => valueOf(v)), id);
      return get(id);
    },
    remove: (id) => void database.run('DELETE FROM dictations WHERE id = ?', id),
    forgotten: (now) => all('WHERE forget <= ?', now).map(rowOf),
    bytes: () =>
      database.one(v.object({ sum: v.number() }), 'SELECT coalesce(sum(bytes), 0) AS sum FROM dictations')!.sum,
    spare: () => all(`WHERE sound IS NOT NULL AND status IN ('done', 'cancelled') ORDER BY started`).map(rowOf),
  };
}

const columnOf = (name: string) => (name === 'id' ? name : columns[name as keyof typeof columns]);

function valueOf(value: unknown): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

function rowOf({ tell_speakers, owner: _, ...row }: v.InferOutput<typeof rowShape>): DictationRow {
  return { ...row, tellSpeakers: tell_speakers };
}
