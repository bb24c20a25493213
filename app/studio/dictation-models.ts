import type { ServiceName } from '../model/catalog.ts';
import type { DictationModel } from '../model/dictation.ts';
import { transcriptionModelById, transcriptionModels } from '../together/catalog/transcription-models.ts';

/** Models of a service that anybody with a key may use, for recordings and live; the usual one first. */
export const dictationModels = (service: ServiceName): DictationModel[] =>
  transcriptionModels
    .filter(({ access, ways }) => access === (service === 'local' ? 'local' : 'serverless') && ways.length === 2)
    .map(({ id, name, speakers, translates, languages }) => ({ id, name, speakers, translates, languages }));

/** The chosen model, but only of the service that is to be used: what is said goes to no other one. */
export function modelFor(chosen: string | null, service: ServiceName): string {
  const known = chosen === null ? null : transcriptionModelById(chosen);
  const fits = known && (known.access === 'local') === (service === 'local');
  return fits ? known.id : dictationModels(service)[0]!.id;
}
