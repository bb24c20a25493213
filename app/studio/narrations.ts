import { randomUUID } from 'node:crypto';
import { openDocument } from '../document/open.ts';
import type { Document } from '../model/document.ts';
import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { Estimate } from '../model/project.ts';
import type { Script, Segment, Voice } from '../model/script.ts';
import { buildScript } from '../script/build.ts';
import type { Narrator } from '../synthesis/session.ts';
import type { Host, LentFile } from './host.ts';
import { estimateOf, segmentsFor } from './projects.ts';
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
}

/** The way through the house for a document that nobody is going to edit: the command line's. */
export interface Narrations {
  /** Throws the Problems of reading a document, and `voice-unknown` or `model-unknown`. Synthesises nothing. */
  prepare(file: LentFile, wish: VoiceWish, signal: AbortSignal): Promise<Narration>;
  /** The same for a text; blank lines part its paragraphs. Throws the last two, and `nothing-to-narrate`. */
  prepareText(text: string, wish: VoiceWish, signal: AbortSignal): Promise<Narration>;
  /** What segments come to in that voice; what is cached costs nothing. */
  estimate(segments: Segment[], voice: Voice): Estimate;
  voices(wish: VoiceWish, signal: AbortSignal): Promise<VoiceEntry[]>;
}

export function createNarrations(host: Host, narrator: Narrator, voices: Voices): Narrations {
  const ready = async (document: Document, wish: VoiceWish, signal: AbortSignal): Promise<Narration> => {
    const voice = await voices.choose(wish, document.language, signal);
    const script = buildScript(document, randomUUID);
    return { script, voice, segments: segmentsFor(script, voice) };
  };
  return {
    async prepare({ path, name }, wish, signal) {
      return ready(await openDocument(path, { name, worker: host.documentWorker, signal }), wish, signal);
    },
    async prepareText(text, wish, signal) {
      const narration = await ready(plainDocument(text), wish, signal);
      if (narration.segments.length === 0) throw new Problem('nothing-to-narrate', 'a text without a word');
      return narration;
    },
    estimate: (segments, voice) => estimateOf(segments, voice, (segment) => narrator.find(segment, voice) !== null),
    voices: (wish, signal) => voices.list(wish, signal),
  };
}

/** A text that somebody said to speak as it stands: without titles, headings and the rest of a document. */
function plainDocument(text: string): Document {
  const paragraphs = text.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, ' ').trim());
  const spoken = paragraphs.filter((part) => part !== '').map((part) => ({ kind: 'text' as const, text: part }));
  return { title: '', author: null, language: null, chapters: [{ title: '', role: 'body', paragraphs: spoken }] };
}
