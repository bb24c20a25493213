import type { VoiceEntry } from '../../model/catalog.ts';
import { describedVoice } from './described-voice.ts';

/** A voice as a service lists it, or as only its name is known. */
export interface ListedVoice {
  id: string | null;
  name: string | null;
}

/**
 * A listed voice as the catalogue has it, or null where it has neither id nor name. Cartesia and the offline voices
 * are asked for by id (Together's guide calls Cartesia's names deprecated), all others by name.
 */
export function voiceEntry(model: string, { id, name }: ListedVoice): VoiceEntry | null {
  const byId = model.startsWith('cartesia/') || model.startsWith('lectern/');
  const wanted = byId ? (id ?? name) : (name ?? id);
  if (wanted === null) return null;
  const traits = TRAITS.find(([prefix]) => model.startsWith(prefix))?.[1](wanted, name ?? wanted) ?? {};
  return { model, id: wanted, name: capitalised(name ?? wanted), language: null, gender: null, ...traits };
}

type Traits = Partial<Pick<VoiceEntry, 'name' | 'language' | 'gender'>>;

/** What a voice as it is sent, and its name, tell, by the beginning of the model's id. */
const TRAITS: readonly (readonly [string, (voice: string, name: string) => Traits])[] = [
  ['cartesia/', (_voice, name) => describedVoice(name)],
  ['hexgrad/Kokoro', kokoroTraits],
  // The model card knows no other language.
  ['canopylabs/orpheus', () => ({ language: 'en' })],
  ['lectern/flite', fliteTraits],
  ['lectern/espeak', espeakTraits],
];

/** `awb` is a Scot, the others are Americans. */
function fliteTraits(voice: string): Traits {
  return { language: voice === 'awb' ? 'en-gb' : 'en-us', gender: FLITE_GENDERS.get(voice) ?? null };
}

/** First letter of a Kokoro voice: its language. Source: the model's VOICES.md. */
const KOKORO_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['a', 'en-us'],
  ['b', 'en-gb'],
  ['e', 'es'],
  ['f', 'fr-fr'],
  ['h', 'hi'],
  ['i', 'it'],
  ['j', 'ja'],
  ['p', 'pt-br'],
  ['z', 'zh'],
]);

const FLITE_GENDERS: ReadonlyMap<string, 'female' | 'male'> = new Map([
  ['slt', 'female'],
  ['rms', 'male'],
  ['awb', 'male'],
  ['kal', 'male'],
]);

/** `af_heart`: American, female, Heart. */
function kokoroTraits(voice: string): Traits {
  const [, letter = '', gender, name = ''] = /^([a-z])([fm])_(.+)$/.exec(voice) ?? [];
  const language = KOKORO_LANGUAGES.get(letter);
  if (!language) return {};
  return { name: capitalised(name), language, gender: gender === 'f' ? 'female' : 'male' };
}

/** Most are called by their language: `en-us`, `cmn`, `fr-fr`. `auto`, which goes by the request's, is none. */
function espeakTraits(voice: string): Traits {
  return { language: /^[a-z]{2,3}(-[a-z0-9]{2,8})*(?![a-z0-9])/.exec(voice)?.[0] ?? null };
}

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
