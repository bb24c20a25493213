import { expect, test } from 'vitest';
import type { VoiceEntry } from '../../../app/model/catalog.ts';
import type { VoiceWish } from '../../../app/studio/narrations.ts';
import type { Services } from '../../../app/studio/services.ts';
import { createVoices } from '../../../app/studio/voices.ts';
import { publishedVoices } from '../../../app/together/catalog/voices.ts';

const NOTHING: VoiceWish = { service: null, model: null, voice: null, language: null };
const signal = new AbortController().signal;

/** The names that Together has published, and two offline voices, without a service behind them. */
const services: Services = {
  session: {
    speak: () => {
      throw new Error('nothing is spoken here');
    },
  },
  voices: async (model) => (model.startsWith('lectern/') ? offline(model) : publishedVoices(model)),
  close: async () => undefined,
};

function offline(model: string): VoiceEntry[] {
  const [id, language] = model === 'lectern/flite' ? ['slt', 'en-us'] : ['de', 'de'];
  return [{ model, id: id!, name: id!.toUpperCase(), language: language!, gender: null }];
}

const voices = createVoices(services, async () => 'local');

test.each<[string, Partial<VoiceWish>, string | null, [string, string, string]]>([
  ['nothing said', {}, null, ['lectern/flite', 'slt', 'en-us']],
  ['a German document', {}, 'de', ['lectern/espeak-ng', 'auto', 'de']],
  ['Together, nothing else said', { service: 'together' }, null, ['hexgrad/Kokoro-82M', 'af_heart', 'en-us']],
  ['Together, a French document', { service: 'together' }, 'fr', ['hexgrad/Kokoro-82M', 'ff_siwis', 'fr-fr']],
  ['a name', { voice: 'SLT' }, null, ['lectern/flite', 'slt', 'en-us']],
  ['a name and a language', { voice: 'slt', language: 'en-gb' }, null, ['lectern/flite', 'slt', 'en-gb']],
  ['a model', { model: 'canopylabs/orpheus-3b-0.1-ft' }, 'en', ['canopylabs/orpheus-3b-0.1-ft', 'tara', 'en']],
  [
    'a model that describes',
    { model: 'cartesia/sonic-3' },
    'de',
    ['cartesia/sonic-3', 'german conversational woman', 'de'],
  ],
  ['the same in English', { model: 'cartesia/sonic-3' }, 'en', ['cartesia/sonic-3', 'kentucky woman', 'en-us']],
  [
    'a mix, which no list holds',
    { model: 'hexgrad/Kokoro-82M', voice: 'af_bella(2)+af_heart(1)' },
    'en',
    ['hexgrad/Kokoro-82M', 'af_bella(2)+af_heart(1)', 'en'],
  ],
])('%s comes to a voice that can speak it', async (_what, wish, language, [model, voice, spoken]) => {
  expect(await voices.choose({ ...NOTHING, ...wish }, language, signal)).toEqual({ model, voice, language: spoken });
});

test.each<[Partial<VoiceWish>, string]>([
  [{ voice: 'caruso' }, 'voice-unknown'],
  [{ voice: 'caruso', model: 'lectern/flite' }, 'voice-unknown'],
  [{ model: 'nobody/nothing' }, 'model-unknown'],
])('%j is refused as %s', async (wish, code) => {
  await expect(voices.choose({ ...NOTHING, ...wish }, 'en', signal)).rejects.toMatchObject({ code });
});
