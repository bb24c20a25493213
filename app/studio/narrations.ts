import { randomUUID } from 'node:crypto';
import { openDocument } from '../document/open.ts';
import type { ServiceName, VoiceEntry } from '../model/catalog.ts';
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
  /** What segments come to in that voice; what is cached costs nothing. */
  estimate(segments: Segment[], voice: Voice): Estimate;
  voices(wish: VoiceWish, signal: AbortSignal): Promise<VoiceEntry[]>;
}

export function createNarrations(host: Host, narrator: Narrator, voices: Voices): Narrations {
  return {
    async prepare(file, wish, signal) {
      const document = await openDocument(file.path, { name: file.name, worker: host.documentWorker, signal });
      const voice = await voices.choose(wish, document.language, signal);
      const script = buildScript(document, randomUUID);
      return { script, voice, segments: segmentsFor(script, voice) };
    },
    estimate: (segments, voice) => estimateOf(segments, voice, narrator),
    voices: (wish, signal) => voices.list(wish, signal),
  };
}
