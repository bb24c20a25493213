import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive } from '../dictation/archive.ts';
import { Dictation } from '../dictation/dictation.ts';
import { portAudioInputs, portAudioMicrophone } from '../dictation/microphone.ts';
import { transcribed } from '../dictation/sending.ts';
import { transcriptFile } from '../dictation/subtitles.ts';
import { Transcriber } from '../dictation/transcriber.ts';
import { vocabularyOf, vocabularyText } from '../dictation/wording.ts';
import type { Handlers, Sources } from '../ipc/shapes.ts';
import type {
  DictationLevel,
  DictationSettings,
  DictationState,
  FileProgress,
  HistoryNews,
  TranscriptFormat,
  TranscriptWish,
} from '../model/dictation.ts';
import type { Voice } from '../model/script.ts';
import type { Database } from '../store/database.ts';
import { createDictations } from '../store/dictations.ts';
import { createDictationPreferences, type DictationPreferences } from '../store/dictation-settings.ts';
import { systemClock } from '../together/http/clock.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import type { Desk } from './desk.ts';
import { dictationModels, modelFor } from './dictation-models.ts';
import type { Shelf } from './shelf.ts';
import { createReaching } from './reaching.ts';
import { createRecordings } from './recordings.ts';
import type { Sound } from './sound.ts';
import { textScripts } from './text-scripts.ts';
import type { Services } from './services.ts';

/** Dictation as the windows use it. */
export interface Dictating {
  readonly handlers: Handlers['dictation'];
  readonly sources: Sources['dictation'];
  readonly transcribe: Transcribe;
  /** What was dictated, with its sound. */
  readonly archive: Archive;
  close(): Promise<void>;
}

/** What is said in a file, as the text of another. Throws the Problems of `transcribed`. */
export type Transcribe = (
  path: string,
  wish: TranscriptWish & { format: TranscriptFormat },
  how: { signal: AbortSignal; tell: (phase: FileProgress['phase'], share: number) => void },
) => Promise<string>;

interface Needs {
  host: Host;
  database: Database;
  services: Pick<Services, 'client'>;
  desk: Pick<Desk, 'service'>;
  sound: Pick<Sound, 'openDevice'>;
  shelf: Pick<Shelf, 'add'>;
  /** The voice that a new script in that language gets. */
  defaultVoice: (language: string | null) => Promise<Voice>;
}

export function createDictating(needs: Needs): Dictating {
  const { host, database, services, desk, sound, shelf, defaultVoice } = needs;
  const { service } = desk;
  const preferences = createDictationPreferences(database);
  const { news, archive, transcriber, model, dictation } = equipped(needs, preferences);
  const reaching = createReaching(host, preferences);
  const scriptOf = textScripts(host, shelf, defaultVoice);
  const recordings = createRecordings({ host, archive, transcriber, model, openDevice: sound.openDevice, scriptOf });
  // What was left is mended and written down; a command line leaves that to the windows.
  if (host.name !== 'cli') {
    void archive.open().then(
      () => transcriber.wake(),
      () => host.log('recordings-unreadable'),
    );
  }

  return {
    archive,
    transcribe: transcribing(services, preferences, service),
    sources: {
      ...{ changed: news.state.listen, level: news.level.listen, chosen: news.chosen.listen },
      ...{ filed: news.filed.listen, progress: news.progress.listen, playing: recordings.playing },
      reached: reaching.reached,
    },
    handlers: {
      ...speaking(dictation, transcriber),
      ...choosing(preferences, (settings) => {
        news.chosen.tell(settings);
        reaching.follow(settings);
      }),
      ...reaching.handlers,
      inputs: () => portAudioInputs(host.soundBinding).catch(() => []),
      models: async () => dictationModels(await service()),
      ...recordings.handlers,
    },
    async close() {
      // Whoever quits need not wait for a text: it is written down after the next start.
      const left = transcriber.close();
      await dictation.close();
      await recordings.close();
      await left;
    },
  };
}

/** What hears, keeps and writes down, and the news of it. */
function equipped({ host, database, services, desk }: Needs, preferences: DictationPreferences) {
  const news = {
    state: createNews<DictationState>(),
    level: createNews<DictationLevel>(),
    chosen: createNews<DictationSettings>(),
    filed: createNews<HistoryNews>(),
    progress: createNews<FileProgress>(),
  };
  const shared = { settings: preferences.read, client: services.client, now: Date.now };
  const archive = new Archive({
    ...{ rows: createDictations(database), folder: join(host.data, 'recordings'), ...shared },
    tell(one) {
      news.filed.tell(one);
      dictation.filed(one);
    },
  });
  const writing = { archive, clock: systemClock, temporary: tmpdir(), tell: news.progress.tell };
  const transcriber = new Transcriber({ ...writing, ...shared });
  const model = async () => modelFor(preferences.read().model, await desk.service());
  const dictation: Dictation = new Dictation({
    ...{ archive, transcriber, model, ...shared },
    open: portAudioMicrophone(host.soundBinding),
    allowed: async () => (await host.microphoneAllowed?.()) ?? true,
    changed: news.state.tell,
    level: news.level.tell,
  });
  return { news, archive, transcriber, model, dictation };
}

const transcribing =
  (services: Needs['services'], preferences: DictationPreferences, service: Desk['service']): Transcribe =>
  async (path, { model: chosen, format, ...wish }, how) => {
    const model = modelFor(chosen, await service());
    const order = { path, ...wish, model, words: preferences.read().words, timed: true };
    const transcript = await transcribed(await services.client(model), order, { ...how, temporary: tmpdir() });
    return transcriptFile({ transcript, names: {} }, format);
  };

type Commands = Handlers['dictation'];

function speaking(
  dictation: Dictation,
  transcriber: Transcriber,
): Pick<Commands, 'state' | 'ready' | 'start' | 'stop' | 'cancel' | 'dismiss'> {
  return {
    state: () => dictation.state,
    async ready({ on }) {
      if (!on) return dictation.disarm();
      // Whoever comes back may have come back to a network, too.
      transcriber.wake();
      await dictation.arm();
    },
    start: ({ language }) => dictation.start(language),
    stop: () => dictation.stop(),
    cancel: () => dictation.cancel(),
    dismiss: () => dictation.dismiss(),
  };
}

function choosing(
  preferences: DictationPreferences,
  tell: (settings: DictationSettings) => void,
): Pick<Commands, 'settings' | 'choose' | 'learn' | 'vocabulary'> {
  return {
    settings: () => preferences.read(),
    choose: (part) => tell(preferences.change(part as Partial<DictationSettings>)),
    learn({ text }) {
      const { words, replacements } = preferences.read();
      const learnt = vocabularyOf(text);
      const froms = new Set(learnt.replacements.map(({ from }) => from.toLowerCase()));
      const others = replacements.filter(({ from }) => !froms.has(from.toLowerCase()));
      const all = [...new Set([...words, ...learnt.words])];
      tell(preferences.change({ words: all, replacements: [...others, ...learnt.replacements] }));
    },
    vocabulary() {
      const { words, replacements } = preferences.read();
      return { text: vocabularyText(words, replacements) };
    },
  };
}
