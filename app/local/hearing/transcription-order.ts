import { Refusal } from '../http/refusal.ts';
import { checkLanguage, checkModel, OWN_MODEL } from './models.ts';
import type { Upload } from './upload.ts';

/** What a form asks for. */
export interface TranscriptionOrder {
  verbose: boolean;
  /** Are the words wanted one by one? */
  words: boolean;
  speakers: boolean;
}

/**
 * The order in a form's fields. What only a larger recogniser could make use of (prompt, temperature, the number of
 * speakers) is ignored. Throws a Refusal with status 400 that names the field at fault, or 404 for the model.
 */
export function transcriptionOrder({ fields, stored }: Upload): TranscriptionOrder {
  const last = (name: string, otherwise: string) => fields.get(name)?.at(-1) || otherwise;
  if (!stored && fields.has('file')) {
    throw refused('file', 'must be the file itself: this service runs offline and fetches nothing');
  }
  if (!stored) throw refused('file', 'is required');
  checkModel(last('model', OWN_MODEL));
  checkLanguage(last('language', 'auto'));
  const speakers = flag('diarize', last('diarize', 'false'));
  const format = last('response_format', 'json');
  if (format !== 'json' && format !== 'verbose_json') throw refused('response_format', 'must be json or verbose_json');
  const times = (fields.get('timestamp_granularities') ?? []).flatMap((value) => value.split(/[\s,[\]"]+/));
  const unknown = times.find((value) => !['', 'segment', 'word'].includes(value));
  if (unknown !== undefined) throw refused('timestamp_granularities', 'must be segment, word or both');
  // Speakers have no place in the plain reply; a client that asks for them reads the other.
  return { verbose: format === 'verbose_json' || speakers, words: times.includes('word'), speakers };
}

function flag(name: string, value: string): boolean {
  if (!/^(?:true|false|1|0)$/i.test(value)) throw refused(name, 'must be true or false');
  return /^(?:true|1)$/i.test(value);
}

const refused = (param: string, why: string) =>
  new Refusal(400, `'${param}' ${why}.`, { param, code: 'invalid_params' });
