import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Handlers, Sources } from '../ipc/shapes.ts';
import type { ServiceName } from '../model/catalog.ts';
import type { PlayerMeters } from '../model/player.ts';
import type { Voice } from '../model/script.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { createExports } from '../store/exports.ts';
import { createHistories } from '../store/history.ts';
import { createJobs, type Jobs } from '../store/jobs.ts';
import { createLibrary } from '../store/library.ts';
import { createMade } from '../store/made.ts';
import { createSettings, type Settings } from '../store/settings.ts';
import { openTakes } from '../store/takes.ts';
import { createNarrator } from '../synthesis/narrator.ts';
import { createDesk } from './desk.ts';
import { createExporting } from './exporting.ts';
import type { Host } from './host.ts';
import { createListening } from './listening.ts';
import { createNarrations, type Narration, type Narrations } from './narrations.ts';
import { type PlayHow, playThrough } from './playing.ts';
import { createImports } from './imports.ts';
import { createProjects } from './projects.ts';
import { createScripts } from './scripts.ts';
import { createServices } from './services.ts';
import { createSound } from './sound.ts';
import { createVoices, type Voices } from './voices.ts';
import { createWriting, type Write } from './writing.ts';

/** The app without its host: handlers and news for any number of windows, and the way for a command line. */
export interface Studio {
  readonly handlers: Handlers;
  readonly sources: Sources;
  readonly narrations: Narrations;
  /** Writes a narration into files. Throws the Problems of the service and of the disk. */
  readonly export: Write;
  /** Plays a narration to its end, through a loudspeaker or not at all: `sound-unavailable` where there is none. */
  play(narration: Narration, how: PlayHow): Promise<PlayerMeters>;
  /** The command lines that were cut off, or are at work. */
  readonly orders: Jobs<Order>;
  /** Ends what runs, leaves nothing half written, and settles when no process or handle of ours is left. */
  close(): Promise<void>;
}

/** The words of a command line, and the folder in which they were said. */
const orderShape = v.object({ words: v.array(v.string()), folder: v.string() });
export type Order = v.InferOutput<typeof orderShape>;

/** Puts the rooms together. `service` sends every model to one service, whatever the settings say. */
export async function openStudio(
  host: Host,
  only: { service: ServiceName | null } = { service: null },
): Promise<Studio> {
  const database = openDatabase(host.data);
  const takes = await openTakes(database, host.data, Date.now);
  const exports = createExports(database, Date.now);
  const { library, scripts, made } = openLibrary(database);
  const settings = createSettings(database);
  const services = createServices(host, only.service);
  const narrator = createNarrator({ session: services.session, takes });
  const sound = openSound(host, settings, () => desk.tell());
  const desk = createDesk({ host, settings, only: only.service, soundMissing: sound.missing });
  const voices = createVoices(services, desk.service);
  const narrations = createNarrations(host, narrator, voices);

  const write = createWriting({ narrator, takes, exports, encoder: host.encodingWorker });
  const projects = createProjects({
    library,
    scripts,
    narrator,
    takes,
    made,
    checkedVoice: patient(voices).checkedVoice,
  });
  const imports = createImports({ host, narrator, shelf: projects.shelf, defaultVoice: patient(voices).defaultVoice });
  const exporting = createExporting(host, database, projects, write);
  // A command line does what it was told, and nothing that a window left.
  if (host.name !== 'cli') exporting.start();
  const listening = createListening({ host, projects, narrator, settings, sound });

  return {
    narrations,
    export: write,
    play: (narration, how) => playThrough(narration, how, { narrator, openDevice: sound.openLoudspeaker }),
    orders: createJobs(database, 'command', orderShape, Date.now),
    handlers: {
      app: desk.handlers,
      library: { ...projects.library, ...imports.handlers },
      script: projects.script,
      voices: {
        list: ({ model }) => services.voices(model, AbortSignal.timeout(60_000)),
        preview: ({ voice }) => listening.preview(voice),
      },
      player: listening.handlers,
      export: exporting.handlers,
    },
    sources: {
      app: { changed: desk.changed },
      library: { changed: projects.changed, reading: imports.reading },
      script: { stepped: projects.stepped, sounded: projects.sounded },
      player: listening.sources,
      export: { changed: exporting.changed },
    },
    async close() {
      await Promise.all([exporting.close(), imports.close(), listening.close()]);
      await narrator.close();
      await services.close();
      database.close();
    },
  };
}

const openSound = (host: Host, settings: Settings, changed: () => void) =>
  createSound({ binding: host.soundBinding, output: () => settings.read().listening.output, changed });

function openLibrary(database: Database) {
  const library = createLibrary(database, Date.now);
  library.purge();
  const histories = createHistories(database, Date.now);
  const scripts = createScripts({ database, library, histories, newId: randomUUID });
  return { library, scripts, made: createMade(database) };
}

/** What a window waits for: a service that has not told its voices within a minute does not. */
const patient = (voices: Voices) => ({
  defaultVoice: (language: string | null) =>
    voices.choose({ service: null, model: null, voice: null, language: null }, language, AbortSignal.timeout(60_000)),
  checkedVoice: (voice: Voice) => voices.checked(voice, AbortSignal.timeout(60_000)),
});
