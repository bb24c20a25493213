import { randomUUID } from 'node:crypto';
import { openDocument, openText } from '../document/open.ts';
import type { Document } from '../model/document.ts';
import type { ImportProgress } from '../model/import.ts';
import { isCancelled, Problem } from '../model/problem.ts';
import type { Script } from '../model/script.ts';
import { buildScript } from '../script/build.ts';
import type { Host } from './host.ts';
import { titleOf } from './import-preview.ts';

/** A document that was read, and the script that it would make. */
export interface Found {
  document: Document;
  script: Script;
}

/** What a window asks to be read: a file that it lent, with the password of a locked one, or text. */
type Source = { ticket: string; password?: string | undefined } | { text: string };

/** Documents that are being read or looked through; their text stays here. */
export interface Readings {
  /** Begins to read and answers an id. Throws `file-not-found` for a ticket that stands for nothing. */
  begin(source: Source): string;
  /** Runs with what was read, once it is. Throws the Problems of reading, and `import-unknown` once it is cancelled. */
  use<Result>(id: string, work: (found: Found, signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Stops the reading, or forgets what was read. */
  cancel(id: string): void;
  /** Cancels all of them and settles when no reader is left. */
  close(): Promise<void>;
}

interface Reading {
  stop: AbortController;
  found: Promise<Found>;
  forget: NodeJS.Timeout;
}

/** Documents held at a time, each of up to 20 million characters: one for each of a few windows. */
const MOST = 4;
/** How long one is held after it was last asked for, in ms: time to fetch a coffee, but closed windows ask no more. */
const HELD = 30 * 60 * 1000;

export function createReadings(
  host: Pick<Host, 'redeem' | 'documentWorker'>,
  tell: (progress: ImportProgress) => void,
  mended: () => void,
): Readings {
  const readings = new Map<string, Reading>();
  const readers = new Set<Promise<Found>>();

  const cancel = (id: string) => {
    const reading = readings.get(id);
    readings.delete(id);
    clearTimeout(reading?.forget);
    reading?.stop.abort();
  };

  return {
    cancel,
    begin(source) {
      const id = randomUUID();
      const stop = new AbortController();
      const report = (share: number) => {
        if (!stop.signal.aborted) tell({ import: id, share });
      };
      const how = { worker: host.documentWorker, signal: stop.signal, report, mended };
      const found = opened(host, source, how).then(built);
      readers.add(found);
      // Whoever asks for the preview hears of a failure; without anybody to hear it, it would end the process.
      const over = () => void readers.delete(found);
      found.then(over, over);
      readings.set(id, { stop, found, forget: setTimeout(() => cancel(id), HELD).unref() });
      for (const oldest of [...readings.keys()].slice(0, -MOST)) cancel(oldest);
      return id;
    },
    async use(id, work) {
      const reading = readings.get(id);
      if (!reading) throw unknown();
      reading.forget.refresh();
      try {
        return await work(await reading.found, reading.stop.signal);
      } catch (thrown) {
        throw isCancelled(thrown) ? unknown() : thrown;
      }
    },
    async close() {
      for (const id of readings.keys()) cancel(id);
      await Promise.allSettled(readers);
    },
  };
}

function opened(host: Pick<Host, 'redeem'>, source: Source, how: Parameters<typeof openText>[1]): Promise<Document> {
  if ('text' in source) return openText(source.text, how);
  const file = host.redeem(source.ticket);
  if (!file) throw new Problem('file-not-found', 'the ticket stands for no file');
  return openDocument(file.path, { ...how, name: file.name, password: source.password });
}

function built(document: Document): Found {
  const script = buildScript(document, randomUUID);
  return { document, script: { ...script, title: titleOf(script) } };
}

const unknown = () => new Problem('import-unknown', 'no such import is open');
