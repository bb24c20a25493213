import type { TranscriptionModel } from '../../model/catalog.ts';

/** Parakeet's 25 European languages, by its model card. */
const PARAKEET = 'bg cs da de el en es et fi fr hr hu it lt lv mt nl pl pt ro ru sk sl sv uk'.split(' ');

/**
 * Every model that writes down what is said, the recommended first. Names and access are those of Together's model
 * tables, 2026-08. They name no prices: Whisper's and the streaming Nemotron's are those of its price list, 2026-09,
 * as others have read it; dedicated endpoints are billed by the hour. Of Nemotron no document says that it takes
 * recordings, of Deepgram's none that they tell speakers apart here; Whisper alone translates. Together's skill and its guide spell Deepgram's models differently; both spellings are listed.
 */
export const transcriptionModels: readonly TranscriptionModel[] = [
  model('openai/whisper-large-v3', 'Whisper Large v3', 'serverless', ['recorded', 'live'], {
    prices: { recorded: 0.0015, live: 0.0035 },
    speakers: true,
    translates: true,
  }),
  model('nvidia/parakeet-tdt-0.6b-v3', 'Parakeet TDT 0.6B v3', 'serverless', ['recorded', 'live'], {
    speakers: true,
    languages: PARAKEET,
  }),
  model('nvidia/nemotron-3.5-asr-streaming-0.6b', 'Nemotron 3.5 ASR', 'serverless', ['live'], {
    prices: { recorded: null, live: 0.0015 },
  }),
  model('nvidia/nemotron-3-asr-streaming-0.6b', 'Nemotron 3 ASR', 'serverless', ['live']),
  model('deepgram/nova-3-en', 'Deepgram Nova 3', 'dedicated', ['recorded', 'live']),
  model('deepgram/deepgram-nova-3', 'Deepgram Nova 3', 'dedicated', ['recorded', 'live']),
  model('deepgram/nova-3-multi', 'Deepgram Nova 3 Multilingual', 'dedicated', ['recorded', 'live']),
  model('deepgram/deepgram-nova-3-multilingual', 'Deepgram Nova 3 Multilingual', 'dedicated', ['recorded', 'live']),
  model('deepgram/flux', 'Deepgram Flux', 'dedicated', ['live']),
  model('deepgram/deepgram-flux', 'Deepgram Flux', 'dedicated', ['live']),
  model('lectern/pocketsphinx', 'PocketSphinx', 'local', ['recorded', 'live'], {
    prices: { recorded: 0, live: 0 },
    languages: ['en'],
  }),
];

/** The model of that id, or null where the catalogue does not have it. */
export function transcriptionModelById(id: string): TranscriptionModel | null {
  return transcriptionModels.find((each) => each.id === id) ?? null;
}

function model(
  id: string,
  name: string,
  access: TranscriptionModel['access'],
  ways: TranscriptionModel['ways'],
  known: Partial<Omit<TranscriptionModel, 'id' | 'name' | 'access' | 'ways'>> = {},
): TranscriptionModel {
  const unknown = { prices: { recorded: null, live: null }, speakers: false, translates: false, languages: null };
  return { id, name, access, ways, ...unknown, ...known };
}
