import type { ServiceName, SpeechModel, VoiceEntry } from '../model/catalog.ts';
import { isMix, mixText, parseMix } from '../model/mix.ts';
import { Problem } from '../model/problem.ts';
import type { Voice } from '../model/script.ts';
import { abilitiesOf } from '../together/catalog/abilities.ts';
import { defaultVoice, modelById, speechModels } from '../together/catalog/catalog.ts';
import type { VoiceWish } from './narrations.ts';
import type { Services } from './services.ts';

/** Who can speak, and who does where nobody said. */
export interface Voices {
  /** The voice that a wish comes to. Throws Problem `voice-unknown` or `model-unknown`. */
  choose(wish: VoiceWish, documentLanguage: string | null, signal: AbortSignal): Promise<Voice>;
  /**
   * A voice that somebody chose, a mix as the API writes it. Throws Problem `voice-unknown` with the `voice` of a mix
   * that the model does not have, or `request-refused` for what is no mix.
   */
  checked(voice: Voice, signal: AbortSignal): Promise<Voice>;
  /** The voices of the wished model, or of every model that the service offers without an endpoint of one's own. */
  list(wish: Pick<VoiceWish, 'service' | 'model'>, signal: AbortSignal): Promise<VoiceEntry[]>;
}

/** `standard` is the service that speaks where nobody chose one. */
export function createVoices(services: Services, standard: () => Promise<ServiceName>): Voices {
  const modelsOf = async ({ model, service }: Pick<VoiceWish, 'service' | 'model'>) =>
    model === null ? offered(service ?? (await standard())) : [known(model)];
  const list: Voices['list'] = async (wish, signal) => {
    const models = await modelsOf(wish);
    return (await Promise.all(models.map(({ id }) => services.voices(id, signal)))).flat();
  };
  /** A mix of the model's voices, and the language of the one that there is most of. */
  const mix = async (text: string, model: string, signal: AbortSignal) => {
    const listed = await services.voices(model, signal);
    const parts = parseMix(
      text,
      listed.map(({ id }) => id),
    );
    const most = parts.reduce((most, part) => (part.weight > most.weight ? part : most));
    return { model, voice: mixText(parts), language: listed.find(({ id }) => id === most.voice)?.language ?? null };
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
    async checked(voice, signal) {
      if (!isMix(voice.voice) || !abilitiesOf(voice.model).mixes) return voice;
      return { ...voice, voice: (await mix(voice.voice, voice.model, signal)).voice };
    },
    async choose(wish, documentLanguage, signal) {
      const language = wish.language ?? documentLanguage ?? 'en';
      if (wish.voice !== null) {
        const found = await named(wish.voice, wish, signal);
        if (found)
          return { model: found.model, voice: found.id, language: wish.language ?? found.language ?? language };
        const mixer = isMix(wish.voice) && (await modelsOf(wish)).find(({ id }) => abilitiesOf(id).mixes);
        if (mixer) {
          const mixed = await mix(wish.voice, mixer.id, signal);
          return { ...mixed, language: wish.language ?? mixed.language ?? language };
        }
        // A voice newer than any list: a service elsewhere has the last word.
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
