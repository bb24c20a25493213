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
  at: () => Promise.reject(new Error('nobody is asked here')),
  client: () => Promise.reject(new Error('nobody is asked here')),
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
    'a mix',
    { model: 'hexgrad/Kokoro-82M', voice: ' af_bella (2.0) + bf_emma' },
    'de',
    ['hexgrad/Kokoro-82M', 'af_bella(2)+bf_emma(1)', 'en-us'],
  ],
  [
    'a mix and no model',
    { service: 'together', voice: 'af_bella+bf_emma(3)' },
    'de',
    ['hexgrad/Kokoro-82M', 'af_bella(1)+bf_emma(3)', 'en-gb'],
  ],
])('%s comes to a voice that can speak it', async (_what, wish, language, [model, voice, spoken]) => {
  expect(await voices.choose({ ...NOTHING, ...wish }, language, signal)).toEqual({ model, voice, language: spoken });
});

test.each<[Partial<VoiceWish>, string]>([
  [{ voice: 'caruso' }, 'voice-unknown'],
  [{ voice: 'caruso', model: 'lectern/flite' }, 'voice-unknown'],
  [{ model: 'nobody/nothing' }, 'model-unknown'],
  [{ voice: 'af_bella+', model: 'hexgrad/Kokoro-82M' }, 'request-refused'],
  [{ voice: 'af_bella+af_heart', service: 'local' }, 'voice-unknown'],
])('%j is refused as %s', async (wish, code) => {
  await expect(voices.choose({ ...NOTHING, ...wish }, 'en', signal)).rejects.toMatchObject({ code });
});

const KOKORO = 'hexgrad/Kokoro-82M';

test('a mix with a name that the model does not have is refused by that name, whoever chose it', async () => {
  const unknown = { code: 'voice-unknown', details: { voice: 'af_bela' } };
  const wish = { ...NOTHING, service: 'together', voice: 'af_heart(2)+af_bela' } as const;
  await expect(voices.choose(wish, 'en', signal)).rejects.toMatchObject(unknown);
  const chosen = { model: KOKORO, voice: wish.voice, language: 'en-us' };
  await expect(voices.checked(chosen, signal)).rejects.toMatchObject(unknown);
});

test.each([
  [KOKORO, 'af_bella(4)+ af_heart ', 'af_bella(4)+af_heart(1)'],
  [KOKORO, 'af_newest', 'af_newest'],
  ['lectern/espeak-ng', 'en-us+f3', 'en-us+f3'],
])('of %s the chosen voice %j is kept as %s', async (model, voice, kept) => {
  const chosen = { model, voice, language: 'en-us' };
  expect(await voices.checked(chosen, signal)).toEqual({ ...chosen, voice: kept });
});
