import * as v from 'valibot';
import type { Engine, ListedVoice } from './engine.ts';
import { marked, timedWords } from './espeak-words.ts';
import { PATIENCE } from './patience.ts';
import { WorkerPool } from './worker-pool.ts';

export interface EspeakOptions {
  /** Entry of espeak.worker. */
  worker: URL;
  /** How long a piece may take, in ms. */
  patience?: number;
}

/** The voice that leaves the choice to the request's `language`. */
const ANY: ListedVoice = { id: 'auto', name: 'By language' };

const replyShape = v.object({
  samples: v.instance(Int16Array),
  events: v.array(
    v.object({
      type: v.string(),
      text_position: v.number(),
      audio_position: v.number(),
      id: v.optional(v.union([v.number(), v.string()])),
    }),
  ),
});
const voicesShape = v.array(
  v.object({
    name: v.string(),
    identifier: v.string(),
    languages: v.array(v.object({ name: v.string(), priority: v.number() })),
  }),
);
type EspeakVoice = v.InferOutput<typeof voicesShape>[number];
type Voice = ListedVoice & { own: EspeakVoice };

/** eSpeak NG: some 140 voices, most of them one for a language. */
export function createEspeak({ worker, patience = PATIENCE }: EspeakOptions): Engine {
  const pool = new WorkerPool({ entry: worker, size: 1, patience });
  let listed: Voice[] | undefined;
  const list = async () => (listed ??= await ask());
  const ask = async () => named(v.parse(voicesShape, await pool.ask({ ask: 'voices' }, new AbortController().signal)));
  return {
    model: 'lectern/espeak-ng',
    title: 'eSpeak NG',
    license: 'GPL-3.0-or-later',
    // eSpeak ends without a pause; inside a text it leaves this much after a full stop.
    pause: 290,
    voices: async () => [ANY, ...(await list()).map(({ id, name }) => ({ id, name }))],
    async find(voice, language) {
      const voices = await list();
      if (voice === ANY.id || voice === ANY.name) return spoken(voices, language.toLowerCase())?.own.name ?? null;
      return voices.find(({ id, name }) => voice === id || voice === name)?.own.name ?? null;
    },
    async say(piece, manner, signal) {
      const text = marked(piece);
      if (text.text === '') return { samples: new Int16Array(0), words: [] };
      const reply = await pool.ask({ ask: 'speech', ...manner, text: text.text }, signal);
      const { samples, events } = v.parse(replyShape, reply);
      return { samples, words: timedWords(text, events, samples.length / manner.rate) };
    },
    close: () => pool.close(),
  };
}

/** Each voice under its first language, or under its file's name where another has that already. */
function named(voices: readonly EspeakVoice[]): Voice[] {
  const taken = new Set<string>();
  return voices.map((own) => {
    const file = own.identifier.slice(own.identifier.lastIndexOf('/') + 1).toLowerCase();
    const language = own.languages[0]?.name.toLowerCase() ?? file;
    const id = taken.has(language) ? file : language;
    taken.add(id);
    return { id, name: own.name.trim(), own };
  });
}

/** The voice that claims a language most; failing that, the language without its region. */
function spoken(voices: readonly Voice[], language: string): Voice | undefined {
  const claims = voices.flatMap((voice) =>
    voice.own.languages.filter(({ name }) => name === language).map(({ priority }) => ({ voice, priority })),
  );
  const best = claims.sort((a, b) => a.priority - b.priority)[0]?.voice;
  const wider = language.slice(0, Math.max(0, language.lastIndexOf('-')));
  return best ?? (wider === '' ? undefined : spoken(voices, wider));
}
