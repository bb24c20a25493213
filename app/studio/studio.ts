import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Handlers, Sources } from '../ipc/shapes.ts';
import type { ServiceName } from '../model/catalog.ts';
import type { Language } from '../model/language.ts';
import type { PlayerMeters } from '../model/player.ts';
import type { Voice } from '../model/script.ts';
import type { MendedPart } from '../model/status.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { createExports } from '../store/exports.ts';
import { createHistories } from '../store/history.ts';
import { createJobs, type Jobs } from '../store/jobs.ts';
import { createLibrary } from '../store/library.ts';
import { createPlaces } from '../store/places.ts';
import { createReceipts } from '../store/receipts.ts';
import { createRetakes } from '../store/retakes.ts';
import { createMade } from '../store/made.ts';
import { createSettings, type Settings } from '../store/settings.ts';
import { openTakes } from '../store/takes.ts';
import { createNarrator } from '../synthesis/narrator.ts';
import { createDesk, type Desk } from './desk.ts';
import { createDictating, type Dictating, type Transcribe } from './dictating.ts';
import { createExporting, type Exporting } from './exporting.ts';
import type { Host } from './host.ts';
import { createListening } from './listening.ts';
import { createNarrations, type Narration, type Narrations } from './narrations.ts';
import { type PlayHow, playThrough } from './playing.ts';
import { createFavourites } from './favourites.ts';
import { createImports } from './imports.ts';
import { type Preview, sentenceFrom } from './preview.ts';
import { createProjects, type Projects } from './projects.ts';
import { createPronunciations } from './pronunciations.ts';
import { createPurse } from './purse.ts';
import { createScripts, type Scripts } from './scripts.ts';
import { createServices, type Services } from './services.ts';
import { findProxy } from './settings/network.ts';
import { createSettingsDesk } from './settings/settings-desk.ts';
import { createUsualVoices } from './settings/usual-voices.ts';
import { createTaking } from './taking.ts';
import { createUpdating } from './updating.ts';
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
  /** Writes down what is said in a recording. */
  readonly transcribe: Transcribe;
  /** The interface's, where a person chose one; null for the system's. */
  language(): Language | null;
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
  const kept = openLibrary(database);
  const { library, scripts, settings, made, purse, retakes, exports } = kept;
  const mended = (part: MendedPart) => desk.tellMended(part);
  const heard = { onReceipt: purse.keep, mended };
  const services = createServices(host, only.service, { ...heard, proxy: findProxy(host, settings) });
  const narrator = createNarrator({ session: services.session, takes, purse });
  const sound = openSound(host, settings, () => desk.tell());
  const desk = createDesk({ host, settings, only: only.service, soundMissing: sound.missing });
  const voices = createVoices(services, desk.service);
  const { checkedVoice, usual, defaultVoice } = patient(voices, settings, desk.service);
  const { readingOf, ...pronunciations } = createPronunciations({
    ...{ host, settings, scripts, edit: (project, edit) => projects.edit(project, edit) },
    say: (voice, text) => listening.preview.say(voice, text),
  });
  const narrations = createNarrations({ host, narrator, voices, readingOf });
  const write = createWriting({ narrator, takes, exports, encoder: host.encodingWorker, readingOf, mended });
  const projects = createProjects({ library, scripts, narrator, takes, made, readingOf, checkedVoice });
  pronunciations.changed(() => projects.reread());
  const imports = createImports({ host, narrator, shelf: projects.shelf, readingOf, defaultVoice, mended });
  const listened = { narrator, takes, places: createPlaces(database), settings, sound };
  const listening = createListening({ host, projects, ...listened });
  const exporting = createExporting({ host, database, projects, write, ...listened, courtesy: listening.courtesy });
  // A command line does what it was told, and nothing that a window left.
  if (host.name !== 'cli') exporting.start();
  const dictating = createDictating({ host, database, services, desk, sound, shelf: projects.shelf, defaultVoice });
  const updating = createUpdating(host, settings);
  const rooms = { desk, projects, imports, pronunciations, purse, listening, exporting, dictating, updating };
  return {
    narrations,
    export: write,
    play: (narration, how) => playThrough(narration, how, { narrator, openDevice: sound.openLoudspeaker }),
    transcribe: dictating.transcribe,
    language: () => settings.read().language,
    orders: createJobs(database, 'command', orderShape, Date.now),
    handlers: {
      app: desk.handlers,
      library: { ...projects.library, ...imports.handlers },
      script: projects.script,
      pronunciations: pronunciations.handlers,
      voices: voiceHandlers({ services, scripts, settings, checkedVoice, preview: listening.preview }),
      takes: createTaking({ projects, takes, retakes, preview: listening.preview }),
      money: purse.handlers,
      player: listening.handlers,
      export: exporting.handlers,
      dictation: dictating.handlers,
      update: updating.handlers,
      settings: createSettingsDesk({ ...kept, ...rooms, host, usual, services, takes }),
    },
    sources: sourcesOf(rooms),
    close: () => closeInOrder([exporting, imports, listening, dictating, updating], [narrator, services, database]),
  };
}

interface Rooms {
  desk: Desk;
  projects: Projects;
  imports: ReturnType<typeof createImports>;
  pronunciations: Pick<ReturnType<typeof createPronunciations>, 'changed'>;
  purse: ReturnType<typeof openLibrary>['purse'];
  listening: ReturnType<typeof createListening>;
  exporting: Exporting;
  dictating: Dictating;
  updating: ReturnType<typeof createUpdating>;
}

const sourcesOf = (rooms: Rooms): Sources => ({
  app: { changed: rooms.desk.changed, mended: rooms.desk.mended },
  library: { changed: rooms.projects.changed, reading: rooms.imports.reading },
  script: { stepped: rooms.projects.stepped, sounded: rooms.projects.sounded },
  pronunciations: { changed: rooms.pronunciations.changed },
  money: { changed: rooms.purse.changed },
  player: rooms.listening.sources,
  export: { changed: rooms.exporting.changed, ordered: rooms.exporting.ordered },
  dictation: rooms.dictating.sources,
  update: rooms.updating.sources,
});

interface Closable {
  close(): void | Promise<void>;
}

/** Those who work for a window end together, then what they work with, one after the other. */
async function closeInOrder(workers: readonly Closable[], tools: readonly Closable[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.close()));
  for (const tool of tools) await tool.close();
}

function voiceHandlers({ services, scripts, settings, checkedVoice, preview }: VoiceNeeds): Handlers['voices'] {
  return {
    list: ({ model }) => services.voices(model, AbortSignal.timeout(60_000)),
    async preview({ voice, project, block }) {
      const text = project === undefined ? null : sentenceFrom(scripts.read(project).script, block);
      preview.say(await checkedVoice(voice), text);
    },
    ...createFavourites(settings),
  };
}

interface VoiceNeeds {
  services: Services;
  scripts: Pick<Scripts, 'read'>;
  settings: Settings;
  checkedVoice: (voice: Voice) => Promise<Voice>;
  preview: Preview;
}

const openSound = (host: Host, settings: Settings, changed: () => void) =>
  createSound({ binding: host.soundBinding, output: () => settings.read().listening.output, changed });

function openLibrary(database: Database) {
  const library = createLibrary(database, Date.now);
  library.purge();
  const histories = createHistories(database, Date.now);
  const scripts = createScripts({ database, library, histories, newId: randomUUID });
  const receipts = createReceipts(database, Date.now);
  const purse = createPurse(receipts, Date.now);
  const retakes = createRetakes(database);
  const exports = createExports(database, Date.now);
  const settings = createSettings(database);
  return { library, scripts, settings, made: createMade(database), purse, receipts, retakes, exports };
}

/** What a window waits for: a service that has not told its voices within a minute does not. */
function patient(voices: Voices, settings: Settings, service: Desk['service']) {
  const patience = () => AbortSignal.timeout(60_000);
  const checkedVoice = (voice: Voice) => voices.checked(voice, patience());
  const otherwise = (language: string | null) =>
    voices.choose({ service: null, model: null, voice: null, language: null }, language, patience());
  const usual = createUsualVoices({ settings, service, otherwise, checkedVoice });
  return { checkedVoice, usual, defaultVoice: usual.of };
}
