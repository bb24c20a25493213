import type { ServiceName, SpeechModel, VoiceEntry } from '../model/catalog.ts';
import { Problem } from '../model/problem.ts';
import type { Voice } from '../model/script.ts';
import { defaultVoice, modelById, speechModels } from '../together/catalog/catalog.ts';
import type { VoiceWish } from './narrations.ts';
import type { Services } from './services.ts';

/** Who can speak, and who does where nobody said. */
export interface Voices {
  /** The voice that a wish comes to. Throws Problem `voice-unknown` or `model-unknown`. */
  choose(wish: VoiceWish, documentLanguage: string | null, signal: AbortSignal): Promise<Voice>;
  /** The voices of the wished model, or of every model that the service offers without an endpoint of one's own. */
  list(wish: Pick<VoiceWish, 'service' | 'model'>, signal: AbortSignal): Promise<VoiceEntry[]>;
}

/** `standard` is the service that speaks where nobody chose one. */
export function createVoices(services: Services, standard: () => Promise<ServiceName>): Voices {
  const list: Voices['list'] = async (wish, signal) => {
    const models = wish.model === null ? offered(wish.service ?? (await standard())) : [known(wish.model)];
    return (await Promise.all(models.map(({ id }) => services.voices(id, signal)))).flat();
  };
  const named = async (name: string, wish: VoiceWish, signal: AbortSignal): Promise<VoiceEntry | undefined> => {
    const wanted = name.toLowerCase();
    const voices = await list(wish, signal);
    return (
      voices.find(({ id }) => id.toLowerCase() === wanted) ??
      voices.find((voice) => voice.name.toLowerCase() === wanted)
    );
  };

  return {
    list,
    async choose(wish, documentLanguage, signal) {
      const language = wish.language ?? documentLanguage ?? 'en';
      if (wish.voice !== null) {
        const found = await named(wish.voice, wish, signal);
        if (found)
          return { model: found.model, voice: found.id, language: wish.language ?? found.language ?? language };
        // A mix such as af_bella+af_heart, or a voice newer than any list: a service elsewhere has the last word.
        const elsewhere = wish.model !== null && known(wish.model).access !== 'local';
        if (elsewhere) return { model: wish.model!, voice: wish.voice, language };
        throw new Problem('voice-unknown', 'no such voice; "lectern voices" lists them', {
          details: { voice: wish.voice },
        });
      }
      const usual = defaultVoice(wish.service ?? (await standard()), language);
      if (wish.model === null || wish.model === usual.model) return usual;
      const best = bestFor(language, await list(wish, signal));
      if (best) return { model: best.model, voice: best.id, language: best.language ?? language };
      throw new Problem('voice-unknown', 'this model has no voice for the language', { details: { language } });
    },
  };
}

/** The models that anybody can use at a service, without a tier or an endpoint of one's own. */
function offered(service: ServiceName): SpeechModel[] {
  const open = service === 'local' ? 'local' : 'serverless';
  return speechModels.filter(({ access }) => access === open);
}

function known(id: string): SpeechModel {
  const model = modelById(id);
  if (!model) throw new Problem('model-unknown', 'no such model in the catalogue', { details: { model: id } });
  return model;
}

/** `pt-br` is spoken by `pt` where nobody speaks it exactly. */
const main = (language: string) => language.split('-')[0]!;

/** Where a language is mostly spoken: `en-us` for `en`, `pt-br` for `pt` (CLDR's likely subtags). */
function usualIn(tag: string): string {
  const { language, region } = new Intl.Locale(tag).maximize();
  return `${language}-${region}`.toLowerCase();
}

/** A voice of exactly that language, else of the same main one; of a model that names no languages, any. */
function bestFor(language: string, voices: VoiceEntry[]): VoiceEntry | undefined {
  return (
    voices.find((voice) => voice.language === language) ??
    voices.find((voice) => voice.language === usualIn(language)) ??
    voices.find((voice) => voice.language === main(language)) ??
    voices.find((voice) => voice.language !== null && main(voice.language) === main(language)) ??
    voices.find((voice) => voice.language === null)
  );
}
