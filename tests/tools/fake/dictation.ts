import type { Handlers, Sources } from '../../../app/ipc/shapes.ts';
import {
  type DictationLevel,
  type DictationSettings,
  type DictationState,
  type FileProgress,
  HISTORY_PAGE,
  type HistoryNews,
  type Reach,
  type RecordingEntry,
  type TranscriptWish,
} from '../../../app/model/dictation.ts';
import { PRESET } from '../../../app/store/dictation-settings.ts';
import { createNews } from '../../../app/studio/news.ts';

/** A line of the history as a dictation leaves it. */
export const recordingEntry = (part: Partial<RecordingEntry> = {}): RecordingEntry => ({
  ...{ id: 'one', started: Date.UTC(2026, 10, 21, 10), seconds: 12.4, status: 'done', source: 'microphone', name: '' },
  ...{ text: 'The lamp is lit at dusk.', model: 'lectern/pocketsphinx', language: null, translated: false },
  ...{ problem: null, kept: true, playable: true, forgottenAt: null, timed: false },
  ...{ former: false, speakers: [] },
  ...part,
});

/** Dictation without microphone and service: a test says what is heard. */
export class FakeDictation {
  state: DictationState = { phase: 'idle' };
  settings: DictationSettings = { ...PRESET, sounds: false };
  reach: Reach = { everywhere: false, taken: [], inserts: false };
  /** How dictations were begun. */
  readonly started: { language?: string | null | undefined }[] = [];
  /** Texts that were put where a person types. */
  readonly inserted: string[] = [];
  /** What was to be written down anew, and what it said before. */
  readonly retried: ({ [Name in keyof TranscriptWish]?: TranscriptWish[Name] | undefined } & { before: string })[] = [];
  readonly history = new Map<string, RecordingEntry>();
  readonly #changed = createNews<DictationState>();
  readonly #level = createNews<DictationLevel>();
  readonly #reached = createNews<Reach>();
  readonly #chosen = createNews<DictationSettings>();
  readonly #filed = createNews<HistoryNews>();
  readonly #progress = createNews<FileProgress>();
  readonly #playing = createNews<{ recording: string | null }>();

  readonly sources: Sources['dictation'] = {
    ...{ changed: this.#changed.listen, level: this.#level.listen, chosen: this.#chosen.listen },
    ...{ filed: this.#filed.listen, progress: this.#progress.listen, playing: this.#playing.listen },
    reached: this.#reached.listen,
  };

  turn(state: DictationState): void {
    this.state = state;
    this.#changed.tell(state);
  }

  reaches(reach: Reach): void {
    this.reach = reach;
    this.#reached.tell(reach);
  }

  tellLevel(level: DictationLevel): void {
    this.#level.tell(level);
  }

  tellProgress(progress: FileProgress): void {
    this.#progress.tell(progress);
  }

  file(entry: RecordingEntry): void {
    this.history.set(entry.id, entry);
    this.#filed.tell({ entry });
  }

  get handlers(): Handlers['dictation'] {
    const entry = (id: string) => this.history.get(id)!;
    return {
      state: () => this.state,
      ready: () => {},
      start: (how) => {
        this.started.push(how);
        this.turn({ phase: 'listening', id: 'new', settled: '', open: '', notices: [] });
      },
      stop: () => {
        const text = this.state.phase === 'listening' ? this.state.settled + this.state.open : '';
        this.turn({ phase: 'done', id: 'new', text, rewritten: false, kept: true });
        this.file(recordingEntry({ id: 'new', text, started: Date.now() }));
      },
      cancel: () => this.turn({ phase: 'cancelled', id: 'new', until: Date.now() + 86_400_000 }),
      dismiss: () => this.turn({ phase: 'idle' }),
      settings: () => this.settings,
      choose: (part) => {
        this.settings = { ...this.settings, ...(part as Partial<DictationSettings>) };
        this.#chosen.tell(this.settings);
      },
      reach: () => this.reach,
      insert: ({ text }) => {
        this.inserted.push(text);
        return 'inserted';
      },
      inputs: () => [
        { name: 'Built-in microphone', standard: true },
        { name: 'Headset', standard: false },
      ],
      models: () => [
        { id: 'openai/whisper-large-v3', name: 'Whisper Large v3', speakers: true, translates: true, languages: null },
        {
          ...{ id: 'nvidia/parakeet-tdt-0.6b-v3', name: 'Parakeet TDT 0.6B v3', speakers: true, translates: false },
          languages: ['de', 'en', 'fr'],
        },
      ],
      learn: () => {},
      vocabulary: () => ({ text: 'Lectern\n' }),
      history: ({ text, before = { started: Infinity } }) =>
        [...this.history.values()]
          .filter((one) => one.text.includes(text) && one.started < before.started)
          .sort((a, b) => b.started - a.started)
          .slice(0, HISTORY_PAGE),
      edit: ({ recording, text }) => this.file({ ...entry(recording), text }),
      name: ({ recording, speaker, name }) => {
        const speakers = entry(recording).speakers.map((one) => (one.id === speaker ? { ...one, name } : one));
        this.file({ ...entry(recording), speakers });
      },
      retry: ({ recording, ...wish }) => {
        const before = entry(recording);
        this.retried.push({ before: before.text, ...wish });
        const { translate: translated = false } = wish;
        const former = before.text !== '';
        this.file({ ...before, status: 'done', text: 'Heard once more.', translated, former });
      },
      restore: ({ recording }) => {
        const text = this.retried.at(-1)!.before;
        this.file({ ...entry(recording), text });
      },
      remove: ({ recording }) => {
        this.history.delete(recording);
        this.#filed.tell({ removed: recording });
      },
      clear: () => {
        for (const id of this.history.keys()) this.#filed.tell({ removed: id });
        this.history.clear();
      },
      play: ({ recording }) => this.#playing.tell({ recording }),
      hush: () => this.#playing.tell({ recording: null }),
      save: ({ format }) => ({ path: `/home/reader/dictation.${format}` }),
      script: () => {
        throw new Error('no script is made here');
      },
      transcribe: () => {
        this.file(recordingEntry({ id: 'file', source: 'file', name: 'talk.mp3', status: 'working', text: '' }));
        return { recording: 'file' };
      },
    };
  }
}
