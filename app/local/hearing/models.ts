import { Refusal } from '../http/refusal.ts';

/** The recogniser's own name. */
export const OWN_MODEL = 'lectern/pocketsphinx';

/**
 * Models that Together documents for transcription. The recogniser answers for any of them, since most clients send
 * one of these names, or none, without having been asked for it.
 */
const ANSWERED_FOR: ReadonlySet<string> = new Set([
  OWN_MODEL,
  'openai/whisper-large-v3',
  'openai/whisper-large-v3-turbo',
  'nvidia/parakeet-tdt-0.6b-v3',
  'nvidia/nemotron-3-asr-streaming-0.6b',
  'nvidia/nemotron-3.5-asr-streaming-0.6b',
  'mistralai/Voxtral-Mini-3B-2507',
  'deepgram/nova-3-en',
  'deepgram/nova-3-multi',
  'deepgram/flux',
  'deepgram/deepgram-nova-3',
  'deepgram/deepgram-nova-3-multilingual',
  'deepgram/deepgram-flux',
]);

/** Throws the Refusal that a model has for which the recogniser does not answer. */
export function checkModel(model: string): void {
  if (ANSWERED_FOR.has(model)) return;
  throw new Refusal(404, `There is no model '${model}'. This service runs offline and has only ${OWN_MODEL}.`, {
    param: 'model',
    code: 'model_not_available',
  });
}

/** Throws a Refusal for a language that is not the recogniser's. */
export function checkLanguage(language: string): void {
  if (/^(?:auto|english|en(?:-[a-z0-9]+)*)$/i.test(language)) return;
  throw new Refusal(400, 'The offline recogniser understands English only.', {
    param: 'language',
    code: 'invalid_params',
  });
}
