import { randomUUID } from 'node:crypto';
import type { Handlers, Sources } from '../ipc/shapes.ts';
import { exportScript } from '../export/export.ts';
import type { Voice } from '../model/script.ts';
import type { ServiceName } from '../model/catalog.ts';
import type { ExportFormat, ExportSummary } from '../model/export.ts';
import type { PlayerMeters } from '../model/player.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { createExports } from '../store/exports.ts';
import { createHistories } from '../store/history.ts';
import { createLibrary } from '../store/library.ts';
import { createMade } from '../store/made.ts';
import { createSettings } from '../store/settings.ts';
import { openTakes } from '../store/takes.ts';
import { createNarrator } from '../synthesis/narrator.ts';
import { modelById } from '../together/catalog/catalog.ts';
import { createDesk } from './desk.ts';
import { createExporting } from './exporting.ts';
import type { Host } from './host.ts';
import { createListening } from './listening.ts';
import { createNarrations, type Narration, type Narrations } from './narrations.ts';
import { type PlayHow, playThrough } from './playing.ts';
import { createProjects } from './projects.ts';
import { createScripts } from './scripts.ts';
import { createServices } from './services.ts';
import { createSound } from './sound.ts';
import { createVoices, type Voices } from './voices.ts';

/** The app without its host: handlers and news for any number of windows, and the way for a command line. */
export interface Studio {
  readonly handlers: Handlers;
  readonly sources: Sources;
  readonly narrations: Narrations;
  /** Writes a narration into one file. Throws the Problems of the service and of the disk. */
  export(narration: Narration, how: ExportHow): Promise<ExportSummary>;
  /** Plays a narration to its end, through a loudspeaker or not at all: `sound-unavailable` where there is none. */
  play(narration: Narration, how: PlayHow): Promise<PlayerMeters>;
  /** Ends what runs, leaves nothing half written, and settles when no process or handle of ours is left. */
  close(): Promise<void>;
}

export interface ExportHow {
  format: ExportFormat;
  out: string;
  signal: AbortSignal;
  onProgress(progress: { segments: number; done: number; remaining: number | null }): void;
}

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
  const sound = createSound({
    binding: host.soundBinding,
    output: () => settings.read().listening.output,
    changed: () => desk.tell(),
  });
  const desk = createDesk({ host, settings, only: only.service, soundMissing: sound.missing });
  const voices = createVoices(services, desk.service);
  const narrations = createNarrations(host, narrator, voices);

  const write: Studio['export'] = ({ script, segments, voice }, how) => {
    const price = modelById(voice.model)?.price ?? null;
    return exportScript({ ...how, script, segments, voice, price, narrator, takes, exports, clock: Date.now });
  };
  const projects = createProjects({ host, library, scripts, narrator, takes, made, ...patient(voices) });
  const exporting = createExporting(host, projects, ({ project, segments }, how) =>
    write({ script: project.script, voice: project.voice, segments }, how),
  );
  const listening = createListening({ host, projects, narrator, settings, sound });

  return {
    narrations,
    export: write,
    play: (narration, how) => playThrough(narration, how, { narrator, openDevice: sound.openLoudspeaker }),
    handlers: {
      app: desk.handlers,
      library: projects.library,
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
      library: { changed: projects.changed },
      script: { stepped: projects.stepped, sounded: projects.sounded },
      player: listening.sources,
      export: { changed: exporting.changed },
    },
    async close() {
      await Promise.all([exporting.close(), listening.close()]);
      await narrator.close();
      await services.close();
      database.close();
    },
  };
}

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
