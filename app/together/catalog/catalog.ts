import type { Access, ServiceName, SpeechModel } from '../../model/catalog.ts';
import type { Voice } from '../../model/script.ts';

type Fit = SpeechModel['fit'];

/** Orpheus leaves out or repeats words in long texts; half a minute of speech is well within what it does whole. */
const ORPHEUS_FIT: Fit = { comfortable: 280, most: 500 };
/** Kokoro's server splits long texts by itself; very short ones sound clipped. */
const KOKORO_FIT: Fit = { comfortable: 400, most: 1000 };
/** No limit is published. Smaller pieces come sooner and cost less to buy again. */
const USUAL_FIT: Fit = { comfortable: 500, most: 1500 };
/** Nothing to pay and no limit; longer pieces would only sound later. */
const OFFLINE_FIT: Fit = { comfortable: 400, most: 2000 };

/**
 * Every model that speaks over POST /audio/speech, the recommended first, and the offline ones. Names, access and
 * prices are those of Together's model tables, 2026-08; dedicated endpoints are billed by the hour, so they have no price.
 */
export const speechModels: SpeechModel[] = [
  model('hexgrad/Kokoro-82M', 'Kokoro', 'serverless', 4, KOKORO_FIT, 'fixed'),
  model('canopylabs/orpheus-3b-0.1-ft', 'Orpheus 3B', 'serverless', 15, ORPHEUS_FIT, 'fixed'),
  model('cartesia/sonic-3', 'Cartesia Sonic 3', 'tier', 65),
  model('cartesia/sonic-2', 'Cartesia Sonic 2', 'tier', 65),
  model('cartesia/sonic', 'Cartesia Sonic', 'tier', null),
  model('deepgram/deepgram-aura-2', 'Deepgram Aura 2', 'dedicated', null),
  model('rime-labs/rime-arcana-v3-turbo', 'Rime Arcana v3 Turbo', 'dedicated', null),
  model('rime-labs/rime-arcana-v3', 'Rime Arcana v3', 'dedicated', null),
  model('rime-labs/rime-arcana-v2', 'Rime Arcana v2', 'dedicated', null),
  model('rime-labs/rime-mist-v3', 'Rime Mist v3', 'dedicated', null),
  model('rime-labs/rime-mist-v2', 'Rime Mist v2', 'dedicated', null),
  model('minimax/speech-2.8-turbo', 'MiniMax Speech 2.8 Turbo', 'dedicated', null),
  model('minimax/speech-2.6-turbo', 'MiniMax Speech 2.6 Turbo', 'dedicated', null),
  model('lectern/flite', 'Flite', 'local', 0, OFFLINE_FIT),
  model('lectern/espeak-ng', 'eSpeak NG', 'local', 0, OFFLINE_FIT),
];

/** The model of that id, or null where the catalogue does not have it. */
export function modelById(id: string): SpeechModel | null {
  return speechModels.find((each) => each.id === id) ?? null;
}

/** US dollars per million characters of a model; null where none is published. */
export const priceOf = (model: string): number | null => modelById(model)?.price ?? null;

/**
 * Who speaks until a person chooses: the cheapest of Together's models, and offline the more intelligible engine for
 * English, the other for the rest. `language` is BCP 47 in lower case; Kokoro speaks American English where it does
 * not know it.
 */
export function defaultVoice(service: ServiceName, language: string): Voice {
  const main = language.split('-', 1)[0]!;
  if (service === 'local') {
    return main === 'en'
      ? { model: 'lectern/flite', voice: 'slt', language: 'en-us' }
      : { model: 'lectern/espeak-ng', voice: 'auto', language };
  }
  const known =
    KOKORO_VOICES.find(([each]) => each === language) ??
    KOKORO_VOICES.find(([each]) => each.split('-', 1)[0] === main) ??
    KOKORO_VOICES[0]!;
  return { model: 'hexgrad/Kokoro-82M', voice: known[1], language: known[0] };
}

/** A voice for each language of Kokoro, the best graded one in the model's VOICES.md where it grades several. */
const KOKORO_VOICES: readonly (readonly [language: string, voice: string])[] = [
  ['en-us', 'af_heart'],
  ['en-gb', 'bf_emma'],
  ['es', 'ef_dora'],
  ['fr-fr', 'ff_siwis'],
  ['hi', 'hf_alpha'],
  ['it', 'if_sara'],
  ['ja', 'jf_alpha'],
  ['pt-br', 'pf_dora'],
  ['zh', 'zf_xiaoxiao'],
];

function model(
  id: string,
  name: string,
  access: Access,
  price: number | null,
  fit: Fit = USUAL_FIT,
  encoding: SpeechModel['encoding'] = 'asked',
): SpeechModel {
  return { id, name, access, price, encoding, fit };
}
