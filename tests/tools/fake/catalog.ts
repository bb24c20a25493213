import type { SpeechModel, VoiceEntry } from '../../../app/model/catalog.ts';

const fit = { comfortable: 300, most: 600 };

export const MODELS: SpeechModel[] = [
  { id: 'lectern/flite', name: 'Flite', access: 'local', price: 0, encoding: 'asked', fit },
  { id: 'hexgrad/Kokoro-82M', name: 'Kokoro', access: 'serverless', price: 4, encoding: 'fixed', fit },
  { id: 'canopylabs/orpheus-3b-0.1-ft', name: 'Orpheus', access: 'serverless', price: 15, encoding: 'fixed', fit },
  { id: 'cartesia/sonic-2', name: 'Cartesia Sonic 2', access: 'tier', price: 65, encoding: 'asked', fit },
  { id: 'rime/arcana', name: 'Rime Arcana', access: 'dedicated', price: null, encoding: 'asked', fit },
];

const entry = (model: string, gender: VoiceEntry['gender'], language: string | null) => (id: string) => ({
  model,
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  language,
  gender,
});

const kokoro = (gender: 'female' | 'male', language: string, names: string): VoiceEntry[] =>
  names.split(' ').map(entry('hexgrad/Kokoro-82M', gender, language));

export const VOICES: Record<string, VoiceEntry[]> = {
  'lectern/flite': [
    ...['slt'].map(entry('lectern/flite', 'female', 'en-us')),
    ...['rms', 'kal'].map(entry('lectern/flite', 'male', 'en-us')),
    entry('lectern/flite', 'male', 'en-gb-scotland')('awb'),
  ],
  'hexgrad/Kokoro-82M': [
    ...kokoro('female', 'en-us', 'heart alloy aoede bella jessica kore nicole nova river sarah sky'),
    ...kokoro('male', 'en-us', 'adam echo eric fenrir liam michael onyx puck'),
    ...kokoro('female', 'en-gb', 'alice emma isabella lily'),
    ...kokoro('male', 'en-gb', 'daniel fable george lewis'),
    ...kokoro('female', 'ja', 'alpha gongitsune nezumi'),
    ...kokoro('female', 'fr', 'siwis'),
    ...kokoro('male', 'pt-br', 'alex santa'),
  ],
  'canopylabs/orpheus-3b-0.1-ft': ['tara', 'leah', 'jess', 'mia'].map(
    entry('canopylabs/orpheus-3b-0.1-ft', 'female', 'en'),
  ),
  'cartesia/sonic-2': ['narrator', 'reporter', 'storyteller'].map(entry('cartesia/sonic-2', null, null)),
};
