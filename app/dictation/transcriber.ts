import { createReadStream } from 'node:fs';
import type { DictationSettings, FileProgress } from '../model/dictation.ts';
import { isCancelled, plainProblem, type Problem, type ProblemCode } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import { readWav } from '../pcm/wav.ts';
import type { DictationRow } from '../store/dictations.ts';
import type { Together } from '../together/client.ts';
import type { Clock } from '../together/http/clock.ts';
import type { Archive } from './archive.ts';
import { SpeechGate } from './gate.ts';
import { isPhantom } from './phantom.ts';
import { transcribed } from './sending.ts';
import { worded } from './wording.ts';

export interface TranscriberOptions {
  archive: Archive;
  /** The service that has a model. */
  client(model: string): Promise<Together>;
  settings: () => DictationSettings;
  clock: Clock;
  /** Where converted files lie meanwhile. */
  temporary: string;
  tell(progress: FileProgress): void;
}

/** What lies in the recording or in what was asked, so that the same would only fail again. */
const FINAL: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'file-not-found',
  'file-unreadable',
  'file-empty',
  'audio-unsupported',
  'audio-too-long',
  'request-too-large',
  'request-refused',
  'model-unknown',
  'model-needs-endpoint',
  'access-refused',
  'disk-full',
  'recording-unknown',
]);

/** ms until what waits is tried again: soon, since most networks come back soon, and then ever more rarely. */
const FIRST_WAIT = 3_000;
const LONGEST_WAIT = 5 * 60_000;

/** Writes recordings down, one after another; what cannot be just now waits, also across restarts. */
export class Transcriber {
  readonly #options: TranscriberOptions;
  readonly #life = new AbortController();
  readonly #work = new Map<string, AbortController>();
  #last: Promise<unknown> = Promise.resolve();
  #pause = FIRST_WAIT;
  #waking: AbortController | null = null;

  constructor(options: TranscriberOptions) {
    this.#options = options;
  }

  /** Writes one down when its turn has come. Throws the Problem that it failed with; the row keeps it too. */
  run(id: string): Promise<DictationRow> {
    const stop = new AbortController();
    this.#work.get(id)?.abort(new DOMException('asked for anew', 'AbortError'));
    this.#work.set(id, stop);
    const signal = AbortSignal.any([stop.signal, this.#life.signal]);
    const turn = this.#last.then(() => this.#written(id, signal));
    this.#last = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#work.get(id) === stop) this.#work.delete(id);
      });
    return turn;
  }

  /** Stops writing one down. */
  cancel(id: string): void {
    this.#work.get(id)?.abort(new DOMException('nobody wants it any more', 'AbortError'));
  }

  /** Tries all that waits, now. */
  wake(): void {
    this.#pause = FIRST_WAIT;
    this.#waking?.abort();
    void this.#waiting();
  }

  async close(): Promise<void> {
    this.#life.abort(new DOMException('the app closes', 'AbortError'));
    await this.#last;
  }

  async #waiting(): Promise<void> {
    const { archive } = this.#options;
    const rows = archive.rows.unfinished().filter(({ id, status }) => status === 'waiting' && !this.#work.has(id));
    for (const { id } of rows) {
      const failure = await this.run(id).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      // Whoever cannot be reached for one cannot be for the next.
      if (failure !== null && archive.rows.get(id)?.status === 'waiting') return this.#later();
    }
  }

  #later(): void {
    if (this.#life.signal.aborted) return;
    this.#waking?.abort();
    const waking = (this.#waking = new AbortController());
    const pause = this.#pause;
    this.#pause = Math.min(LONGEST_WAIT, pause * 2);
    const signal = AbortSignal.any([waking.signal, this.#life.signal]);
    void this.#options.clock.sleep(pause, signal).then(
      () => this.#waiting(),
      () => undefined,
    );
  }

  async #written(id: string, signal: AbortSignal): Promise<DictationRow> {
    const { archive } = this.#options;
    signal.throwIfAborted();
    const row = archive.row(id);
    if (!archive.rows.claim(id)) return row;
    archive.change(id, { status: 'working', problem: null });
    try {
      const { text, transcript } = await this.#transcribed(row, signal);
      this.#pause = FIRST_WAIT;
      const { language, duration } = transcript ?? { language: null, duration: null };
      const found = {
        language: row.language ?? language,
        seconds: row.seconds || (duration ?? transcript?.words.at(-1)?.end ?? 0),
      };
      // Names were given to the speakers of another transcript.
      return archive.change(id, { status: 'done', text, transcript, speakers: {}, ...found }) ?? row;
    } catch (thrown) {
      const problem = plainProblem(thrown);
      // Whoever stopped it may have said already what becomes of it.
      if (!isCancelled(thrown)) archive.change(id, { status: FINAL.has(problem.code) ? 'failed' : 'waiting', problem });
      else if (archive.rows.get(id)?.status === 'working') archive.change(id, { status: 'waiting' });
      if (!isCancelled(thrown) && !FINAL.has((thrown as Problem).code)) this.#later();
      throw thrown;
    }
  }

  async #transcribed(row: DictationRow, signal: AbortSignal): Promise<{ text: string; transcript: Transcript | null }> {
    const { archive, client, settings, temporary } = this.#options;
    const path = archive.sound(row);
    const spoken = row.source === 'microphone';
    const voiced = spoken ? await voicedIn(path) : Infinity;
    // Silence is sent to nobody.
    if (voiced === 0) return { text: '', transcript: null };
    const service = await client(row.model);
    const { words, replacements, spokenPunctuation } = settings();
    const { id, model, language, translate, tellSpeakers: speakers } = row;
    const timed = !spoken || speakers;
    const order = { path, model, language, translate, speakers, words, timed };
    const tell = (phase: FileProgress['phase'], share: number) => {
      if (!spoken) this.#options.tell({ id, phase, share });
    };
    const transcript = await transcribed(service, order, { temporary, signal, tell });
    if (isPhantom(transcript.text, voiced, words)) return { text: '', transcript: null };
    const wording = { replacements, spokenPunctuation: spoken && spokenPunctuation };
    return { text: worded(transcript.text, wording), transcript: timed ? transcript : null };
  }
}

/** ms of speech in a recording of ours. */
async function voicedIn(path: string): Promise<number> {
  const { sound } = await readWav(createReadStream(path));
  const gate = new SpeechGate();
  let voiced = 0;
  for await (const { samples } of sound) for (const { ended } of gate.push(samples)) voiced += ended ?? 0;
  return voiced + (gate.end()?.ended ?? 0);
}
