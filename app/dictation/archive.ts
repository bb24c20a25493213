import { readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DictationSettings,
  HISTORY_PAGE,
  type HistoryNews,
  type HistoryPlace,
  type RecordingEntry,
} from '../model/dictation.ts';
import { Problem } from '../model/problem.ts';
import type { DictationRow, Dictations } from '../store/dictations.ts';
import { repairRecording } from './recording.ts';

export interface ArchiveOptions {
  rows: Dictations;
  /** Where sound is kept; made where missing. */
  folder: string;
  settings: () => DictationSettings;
  tell(news: HistoryNews): void;
  /** ms since 1970. */
  now(): number;
}

/** A recording in the folder that no row knows was begun within the last minute, in ms, or is a left-over. */
const STRAY = 60_000;

/** The history with its sound: rows in the library, a file for each beside it. */
export class Archive {
  readonly rows: Dictations;
  readonly folder: string;
  readonly #options: ArchiveOptions;

  constructor(options: ArchiveOptions) {
    this.#options = options;
    this.rows = options.rows;
    this.folder = options.folder;
  }

  /** Mends what a process left that ended in the middle, and deletes what is past its time. */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const row of this.rows.unfinished()) this.#mend(row);
    this.sweep();
  }

  /** A page of those whose text or name holds `text`, the newest first: the first, or what comes after a line. */
  list(text = '', before?: HistoryPlace): RecordingEntry[] {
    return this.rows.list(text, { most: HISTORY_PAGE, ...(before && { before }) }).map(entryOf);
  }

  /** Throws the Problem `recording-unknown`. */
  row(id: string): DictationRow {
    const row = this.rows.get(id);
    if (!row) throw unknown();
    return row;
  }

  /** Where the sound of one is. Throws the Problem `recording-unknown` where it is not kept. */
  sound(row: Pick<DictationRow, 'sound'>): string {
    if (row.sound === null) throw unknown();
    return join(this.folder, row.sound);
  }

  change(id: string, part: Parameters<Dictations['change']>[1]): DictationRow | null {
    const row = this.rows.change(id, part);
    if (row) this.#options.tell({ entry: entryOf(row) });
    return row;
  }

  add(row: Parameters<Dictations['add']>[0]): DictationRow {
    const added = this.rows.add(row);
    this.#options.tell({ entry: entryOf(added) });
    return added;
  }

  remove(id: string): void {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.remove(id);
    this.#delete(row);
    this.#options.tell({ removed: id });
  }

  /** Deletes the sound of one, and leaves its text. */
  hush(row: DictationRow): void {
    this.#delete(row);
    this.change(row.id, { sound: null, bytes: 0 });
  }

  /** Deletes what is past its time, sound beyond the limit, and files that nobody knows. */
  sweep(): void {
    const now = this.#options.now();
    for (const { id } of this.rows.forgotten(now)) this.remove(id);
    let over = this.rows.bytes() - this.#options.settings().mostBytes;
    for (const row of this.rows.spare()) {
      if (over <= 0) break;
      over -= row.bytes;
      this.hush(row);
    }
    const known = new Set(this.rows.list().map(({ sound }) => sound));
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      if (!known.has(name) && now - statSync(path).mtimeMs > STRAY) rmSync(path, { force: true });
    }
  }

  #mend(row: DictationRow): void {
    if (row.status === 'waiting' || !this.rows.claim(row.id)) return;
    if (row.status === 'working') return void this.change(row.id, { status: 'waiting' });
    const seconds = row.sound === null ? 0 : repaired(this.sound(row));
    if (seconds === 0) return this.remove(row.id);
    this.change(row.id, { status: 'waiting', seconds, bytes: statSync(this.sound(row)).size });
  }

  #delete({ sound }: DictationRow): void {
    if (sound !== null) rmSync(join(this.folder, sound), { force: true });
  }
}

function repaired(path: string): number {
  try {
    return repairRecording(path);
  } catch {
    // The process ended before there was a file.
    return 0;
  }
}

const unknown = () => new Problem('recording-unknown', 'no such recording');

export function entryOf(row: DictationRow): RecordingEntry {
  const { id, started, seconds, status, source, name, text, model, language, problem, sound, forget } = row;
  const ids = [...new Set(row.transcript?.speakers.map(({ speaker }) => speaker))];
  return {
    ...{ id, started, seconds, status, source, name, text, model, language, problem },
    translated: row.translate,
    kept: sound !== null && status !== 'recording',
    playable: sound?.endsWith('.wav') === true && status !== 'recording',
    forgottenAt: forget,
    former: row.former.length > 0,
    timed: row.transcript !== null && row.transcript.words.length + row.transcript.segments.length > 0,
    speakers: ids.map((id, index) => ({ id, name: row.speakers[id] ?? `Speaker ${index + 1}` })),
  };
}
