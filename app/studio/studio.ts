import type { Handlers, Sources } from '../ipc/shapes.ts';
import { exportScript } from '../export/export.ts';
import type { Voice } from '../model/script.ts';
import type { ServiceName } from '../model/catalog.ts';
import type { ExportFormat, ExportSummary } from '../model/export.ts';
import { createPlayer } from '../player/player.ts';
import { openDatabase } from '../store/database.ts';
import { createExports } from '../store/exports.ts';
import { createLibrary } from '../store/library.ts';
import { createSettings } from '../store/settings.ts';
import { openTakes } from '../store/takes.ts';
import { createNarrator } from '../synthesis/narrator.ts';
import { modelById } from '../together/catalog/catalog.ts';
import { createDesk } from './desk.ts';
import { createExporting } from './exporting.ts';
import type { Host } from './host.ts';
import { listening, preview } from './listening.ts';
import { createNarrations, type Narration, type Narrations } from './narrations.ts';
import { createProjects } from './projects.ts';
import { createServices } from './services.ts';
import { createSound } from './sound.ts';
import { createVoices } from './voices.ts';

/** The app without its host: handlers and news for any number of windows, and the way for a command line. */
export interface Studio {
  readonly handlers: Handlers;
  readonly sources: Sources;
  readonly narrations: Narrations;
  /** Writes a narration into one file. Throws the Problems of the service and of the disk. */
  export(narration: Narration, how: ExportHow): Promise<ExportSummary>;
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
  const library = createLibrary(database, Date.now);
  const settings = createSettings(database);
  const services = createServices(host, only.service);
  const narrator = createNarrator({ session: services.session, takes });
  const sound = createSound(host.soundBinding, () => desk.tell());
  const desk = createDesk({ host, settings, only: only.service, soundMissing: sound.missing });
  const voices = createVoices(services, desk.service);
  const narrations = createNarrations(host, narrator, voices);
  const player = createPlayer({ narrator, openDevice: sound.openDevice });
  const previews = createPlayer({ narrator, openDevice: sound.openDevice });

  const write: Studio['export'] = ({ script, segments, voice }, how) => {
    const price = modelById(voice.model)?.price ?? null;
    return exportScript({ ...how, script, segments, voice, price, narrator, takes, exports, clock: Date.now });
  };
  const defaultVoice = (language: string | null) =>
    voices.choose({ service: null, model: null, voice: null, language: null }, language, AbortSignal.timeout(60_000));
  const checkedVoice = (voice: Voice) => voices.checked(voice, AbortSignal.timeout(60_000));
  const projects = createProjects({ host, library, narrator, defaultVoice, checkedVoice });
  const exporting = createExporting(host, projects, ({ project, segments }, how) =>
    write({ script: project.script, voice: project.voice, segments }, how),
  );

  return {
    narrations,
    export: write,
    handlers: {
      app: desk.handlers,
      library: projects.library,
      script: projects.script,
      voices: {
        list: ({ model }) => services.voices(model, AbortSignal.timeout(60_000)),
        preview: ({ voice }) => {
          player.pause();
          preview(previews, voice);
        },
      },
      player: listening(projects, player),
      export: exporting.handlers,
    },
    sources: {
      app: { changed: desk.changed },
      library: { changed: projects.changed },
      player: { changed: (listener) => player.onChange(listener) },
      export: { changed: exporting.changed },
    },
    async close() {
      await Promise.all([exporting.close(), player.close(), previews.close()]);
      await narrator.close();
      await services.close();
      database.close();
    },
  };
}
