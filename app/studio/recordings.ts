import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, stat, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Archive } from '../dictation/archive.ts';
import { type OpenLoudspeaker, playRecording } from '../dictation/playback.ts';
import { transcriptFile } from '../dictation/subtitles.ts';
import type { Transcriber } from '../dictation/transcriber.ts';
import { restored, withPresent } from '../dictation/versions.ts';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import type { NamedTranscript } from '../model/dictation.ts';
import type { OpenedProject } from '../model/project.ts';
import { Problem } from '../model/problem.ts';
import { type DictationRow } from '../store/dictations.ts';
import { fileProblem } from '../store/files.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';

type Command =
  | 'history'
  | 'edit'
  | 'name'
  | 'retry'
  | 'restore'
  | 'remove'
  | 'clear'
  | 'play'
  | 'hush'
  | 'save'
  | 'script'
  | 'transcribe';

/** What was dictated or transcribed, as the windows look through it. */
export interface Recordings {
  readonly handlers: Pick<Handlers['dictation'], Command>;
  readonly playing: Listen<{ recording: string | null }>;
  close(): Promise<void>;
}

export interface RecordingNeeds {
  host: Pick<Host, 'redeem' | 'destination'>;
  archive: Archive;
  transcriber: Transcriber;
  openDevice: OpenLoudspeaker;
  /** The model that is to write down where nothing else is said. */
  model(): Promise<string>;
  /** Puts a text into the library. */
  scriptOf(title: string, text: string): Promise<OpenedProject>;
}

export function createRecordings(needs: RecordingNeeds): Recordings {
  const { archive, openDevice } = needs;
  const player = createPlayer(archive, openDevice);
  return {
    playing: player.playing,
    close: player.close,
    handlers: {
      history: ({ text, before }) => archive.list(text, before),
      play: ({ recording }) => player.play(recording),
      hush: () => player.hush(),
      ...changing(needs),
      ...takingOut(needs),
      transcribe: (order) => begun(needs, order),
    },
  };
}

type Commands = Handlers['dictation'];

function changing({
  archive,
  transcriber,
}: RecordingNeeds): Pick<Commands, 'edit' | 'name' | 'retry' | 'restore' | 'remove' | 'clear'> {
  const drop = (id: string) => {
    transcriber.cancel(id);
    archive.remove(id);
  };
  return {
    edit({ recording, text }) {
      const row = archive.row(recording);
      // What is still to be written down takes its place: a person's own words can be brought back then.
      const former = row.status === 'done' ? row.former : withPresent({ ...row, text });
      archive.change(recording, { text, former });
    },
    name({ recording, speaker, name }) {
      const { speakers } = archive.row(recording);
      archive.change(recording, { speakers: { ...speakers, [speaker]: name } });
    },
    retry({ recording, speakers: tellSpeakers, model, ...rest }) {
      const row = archive.row(recording);
      archive.sound(row);
      const former = row.status === 'done' ? withPresent(row) : row.former;
      const asked = defined({ ...rest, tellSpeakers, model: model ?? undefined });
      archive.change(recording, { ...asked, former, status: 'waiting', forget: null, problem: null });
      run(transcriber, recording);
    },
    restore({ recording }) {
      const part = restored(archive.row(recording));
      if (!part) return;
      archive.change(recording, part);
      transcriber.cancel(recording);
    },
    remove: ({ recording }) => drop(recording),
    clear: () => archive.rows.list().forEach(({ id, status }) => status !== 'recording' && drop(id)),
  };
}

function takingOut({ host, archive, scriptOf }: RecordingNeeds): Pick<Commands, 'save' | 'script'> {
  return {
    async save({ recording, format }) {
      const row = archive.row(recording);
      const path = await host.destination(`${nameOf(row)}.${format}`);
      if (path === null) return null;
      await writeFile(path, transcriptFile(transcriptOf(row), format)).catch((failure: unknown) => {
        throw fileProblem(failure, path);
      });
      return { path };
    },
    script({ recording }) {
      const row = archive.row(recording);
      if (row.text.trim() === '') throw new Problem('recording-without-text', 'there is no text to make a script of');
      return scriptOf(nameOf(row), row.text);
    },
  };
}

type FileOrder = Parameters<Commands['transcribe']>[0];

async function begun(
  { host, archive, transcriber, model }: RecordingNeeds,
  { ticket, model: chosen, language, translate, speakers }: FileOrder,
): Promise<{ recording: string }> {
  const file = host.redeem(ticket);
  if (!file) throw new Problem('file-not-found', 'the ticket stands for no file');
  const id = randomUUID();
  const sound = `${id}${extname(file.name).toLowerCase()}`;
  const path = archive.sound({ sound });
  await taken(file.path, path);
  const { size: bytes } = await stat(path);
  const order = { model: chosen ?? (await model()), language, translate, tellSpeakers: speakers };
  archive.add({ id, started: Date.now(), status: 'waiting', source: 'file', name: file.name, ...order, sound, bytes });
  run(transcriber, id);
  return { recording: id };
}

/** Whoever asked hears of a failure by the line of the history, which keeps it. */
const run = (transcriber: Transcriber, id: string) => void transcriber.run(id).catch(() => undefined);

/** A file as our own, so that it can be written down when the service is back: its bytes are there once, if possible. */
async function taken(from: string, to: string): Promise<void> {
  await link(from, to)
    .catch(() => copyFile(from, to, constants.COPYFILE_FICLONE))
    .catch((failure: unknown) => {
      throw fileProblem(failure, to);
    });
}

function createPlayer(archive: Archive, openDevice: OpenLoudspeaker) {
  const news = createNews<{ recording: string | null }>();
  let stop = new AbortController();
  let over: Promise<void> = Promise.resolve();
  const hush = () => stop.abort(new DOMException('hushed', 'AbortError'));
  return {
    playing: news.listen,
    hush,
    async play(recording: string) {
      const path = archive.sound(archive.row(recording));
      hush();
      await over;
      stop = new AbortController();
      news.tell({ recording });
      const played = playRecording(path, openDevice, stop.signal).finally(() => news.tell({ recording: null }));
      over = played.catch(() => undefined);
      return played;
    },
    async close() {
      hush();
      await over;
    },
  };
}

/** A dictation is known by its first words. */
function nameOf({ name, text }: DictationRow): string {
  if (name) return name.replace(/\.[^.]+$/, '') || name;
  const words = text.trim().split(/\s+/).slice(0, 6).join(' ');
  return words.replace(/[\\/:*?"<>|\p{Cc}]/gu, '').slice(0, 60) || 'Dictation';
}

/** Where a person has edited the text, the times that stood for it are of no use to its plain form. */
function transcriptOf({ text, transcript, language, seconds, speakers }: DictationRow): NamedTranscript {
  const spoken = { text, language, duration: seconds || null, segments: [{ start: 0, end: seconds, text }] };
  const found = transcript ?? { ...spoken, words: [], speakers: [] };
  return { transcript: found, names: speakers };
}

type Defined<Part> = { [Name in keyof Part]: Exclude<Part[Name], undefined> };

const defined = <Part extends object>(part: Part): Defined<Part> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Defined<Part>;
