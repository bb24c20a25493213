import { randomUUID } from 'node:crypto';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import type { ForeignPassages, ImportProgress, ImportWish } from '../model/import.ts';
import type { MendedPart } from '../model/status.ts';
import type { Script, Voice } from '../model/script.ts';
import type { Narrator } from '../synthesis/session.ts';
import { wishedScript } from '../script/build.ts';
import { foreignIn, withForeignVoices } from './foreign.ts';
import type { Host } from './host.ts';
import { previewOf } from './import-preview.ts';
import { createNews } from './news.ts';
import type { Shelf } from './shelf.ts';
import type { Pronunciations } from './pronunciations.ts';
import { createReadings, type Found } from './readings.ts';

/** Documents on their way into the library: read, looked through, and taken in as a person chose. */
export interface Imports {
  readonly handlers: Pick<Handlers['library'], 'read' | 'preview' | 'import' | 'cancel'>;
  readonly reading: Listen<ImportProgress>;
  /** Stops what is being read and settles when no reader is left. */
  close(): Promise<void>;
}

interface Needs {
  host: Pick<Host, 'redeem' | 'documentWorker'>;
  narrator: Narrator;
  shelf: Shelf;
  readingOf: Pronunciations['readingOf'];
  /** A thread that read had ended by itself, and is back. */
  mended: (part: MendedPart) => void;
  /** The voice that a new project in that language gets. */
  defaultVoice: (language: string | null) => Promise<Voice>;
}

export function createImports({ host, narrator, shelf, readingOf, defaultVoice, mended }: Needs): Imports {
  const news = createNews<ImportProgress>();
  const readings = createReadings(host, news.tell, () => mended('reader'));

  return {
    reading: news.listen,
    handlers: {
      read: (source) => ({ import: readings.begin(source) }),
      preview: ({ import: id, project, ...wish }) =>
        readings.use(id, async (found, signal) => {
          const older = project === undefined ? null : shelf.read(project);
          const voice = older?.voice ?? (await defaultVoice(found.script.language));
          const earlier = shelf.list().filter(({ title }) => sameTitle(title, found.script.title));
          const reading = readingOf(older?.script ?? found.script);
          const foreign = await foreignIn(found.script, voice, defaultVoice);
          const script = scriptOf(found, wish, foreign);
          return previewOf(found, { voice, project: older, script, foreign, earlier, narrator, reading, signal });
        }),
      import: ({ import: id, chapters, title, author, project, ...wish }) =>
        readings.use(id, async (found, signal) => {
          const voice = await defaultVoice(found.script.language);
          const speaks = project === undefined ? voice : shelf.read(project).voice;
          const foreign = await foreignIn(found.script, speaks, defaultVoice);
          // Asked twice, it is imported once.
          signal.throwIfAborted();
          const chosen = chosenOf(scriptOf(found, wish, foreign), {
            title,
            author: author || null,
            ticked: new Set(chapters),
          });
          const opened = project === undefined ? shelf.add(chosen, voice) : shelf.update(project, chosen);
          readings.cancel(id);
          return opened;
        }),
      cancel: ({ import: id }) => readings.cancel(id),
    },
    close: () => readings.close(),
  };
}

/** What is spoken of a document, and by whom, as a person wishes; where they say nothing, as it stands, without marks. */
function scriptOf(
  { document, script }: Found,
  {
    code = 'spoken',
    marks = 'removed',
    foreign = 'narrator',
  }: { [Name in keyof ImportWish]?: ImportWish[Name] | undefined },
  found: readonly ForeignPassages[],
): Script {
  const wished = wishedScript(document, { code, marks }, randomUUID);
  return { ...(foreign === 'own' ? withForeignVoices(wished, found) : wished), title: script.title };
}

/** A script under the names, and with the chapters, that a person chose. */
function chosenOf(
  script: Script,
  { ticked, ...names }: { title: string; author: string | null; ticked: ReadonlySet<number> },
): Script {
  const chapters = script.chapters.map((chapter, index) => ({ ...chapter, included: ticked.has(index) }));
  return { ...script, ...names, chapters };
}

const sameTitle = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
