import { randomUUID } from 'node:crypto';
import { openDocument } from '../document/open.ts';
import type { Document } from '../model/document.ts';
import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { ScriptWish } from '../model/import.ts';
import type { Estimate } from '../model/project.ts';
import type { Script, Segment, Voice } from '../model/script.ts';
import { wishedScript } from '../script/build.ts';
import { estimate } from '../script/estimate.ts';
import type { Narrator } from '../synthesis/session.ts';
import { priceOf } from '../together/catalog/catalog.ts';
import type { Host, LentFile } from './host.ts';
import type { Pronunciations } from './pronunciations.ts';
import { segmentsFor } from './segments.ts';
import type { Voices } from './voices.ts';

/** What a person may say about who speaks; null leaves it to the document and the service. */
export interface VoiceWish {
  service: ServiceName | null;
  model: string | null;
  voice: string | null;
  language: string | null;
}

/** A document made ready to be spoken, without a place in the library. */
export interface Narration {
  script: Script;
  voice: Voice;
  segments: Segment[];
  /** Numbers of pages, from 1, that hold no text. */
  omitted: number[];
}

/** The way through the house for a document that nobody is going to edit: the command line's. */
export interface Narrations {
  /** Throws the Problems of reading a document, and `voice-unknown` or `model-unknown`. Synthesises nothing. */
  prepare(file: WishedFile, wish: VoiceWish, signal: AbortSignal): Promise<Narration>;
  /** The same for a text; blank lines part its paragraphs. Throws the last two, and `nothing-to-narrate`. */
  prepareText(text: string, wish: VoiceWish, signal: AbortSignal): Promise<Narration>;
  /** What segments come to; what is cached costs nothing. */
  estimate(segments: Segment[]): Estimate;
  voices(wish: VoiceWish, signal: AbortSignal): Promise<VoiceEntry[]>;
}

/** A file, how it opens where it is locked, and what is spoken of it. */
type WishedFile = LentFile & { password: string | null } & ScriptWish;

interface Needs {
  host: Host;
  narrator: Narrator;
  voices: Voices;
  readingOf: Pronunciations['readingOf'];
}

export function createNarrations({ host, narrator, voices, readingOf }: Needs): Narrations {
  const ready = async (
    document: Document,
    spoken: ScriptWish,
    wish: VoiceWish,
    signal: AbortSignal,
  ): Promise<Narration> => {
    const voice = await voices.choose(wish, document.language, signal);
    const script = wishedScript(document, spoken, randomUUID);
    const segments = segmentsFor(script, voice, { reading: readingOf(script) });
    return { script, voice, segments, omitted: document.omitted ?? [] };
  };
  return {
    async prepare({ path, name, password, ...spoken }, wish, signal) {
      const how = { name, worker: host.documentWorker, signal, password: password ?? undefined };
      return ready(await openDocument(path, how), spoken, wish, signal);
    },
    async prepareText(text, wish, signal) {
      const narration = await ready(plainDocument(text), { code: 'spoken', marks: 'removed' }, wish, signal);
      if (narration.segments.length === 0) throw new Problem('nothing-to-narrate', 'a text without a word');
      return narration;
    },
    estimate: (segments) => estimate(segments, priceOf, (segment) => narrator.find(segment) !== null),
    voices: (wish, signal) => voices.list(wish, signal),
  };
}

/** A text that somebody said to speak as it stands: without titles, headings and the rest of a document. */
function plainDocument(text: string): Document {
  const paragraphs = text.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, ' ').trim());
  const spoken = paragraphs.filter((part) => part !== '').map((part) => ({ kind: 'text' as const, text: part }));
  return { title: '', author: null, language: null, chapters: [{ title: '', role: 'body', paragraphs: spoken }] };
}
