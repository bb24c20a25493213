import { expect, test } from 'vitest';
import names from '../../../../app/together/catalog/voice-names.json' with { type: 'json' };
import { abilitiesOf } from '../../../../app/together/catalog/abilities.ts';
import { defaultVoice, modelById, speechModels } from '../../../../app/together/catalog/catalog.ts';
import { publishedVoices } from '../../../../app/together/catalog/voices.ts';

test('a model is found by the id that the API knows it by, and nothing else is found', () => {
  expect(modelById('canopylabs/orpheus-3b-0.1-ft')).toEqual({
    id: 'canopylabs/orpheus-3b-0.1-ft',
    name: 'Orpheus 3B',
    access: 'serverless',
    price: 15,
    encoding: 'fixed',
    fit: { comfortable: 280, most: 500 },
  });
  expect(modelById('cartesia/sonic-3')).toMatchObject({ access: 'tier', price: 65, encoding: 'asked' });
  expect(modelById('orpheus')).toBeNull();
});

test('ids are unique, and a comfortable segment is shorter than the longest', () => {
  expect(new Set(speechModels.map(({ id }) => id)).size).toBe(speechModels.length);
  expect(speechModels.filter(({ fit }) => fit.comfortable >= fit.most)).toEqual([]);
});

test('a price is published for a service that sells by the character, and for no endpoint of one’s own', () => {
  const priced = speechModels.filter(({ price }) => price !== null).map(({ access }) => access);
  expect([...new Set(priced)].sort()).toEqual(['local', 'serverless', 'tier']);
});

test('published voices belong to models of the catalogue', () => {
  expect(Object.keys(names).filter((id) => !modelById(id))).toEqual([]);
});

test.each([
  ['together', 'en', 'af_heart', 'en-us'],
  ['together', 'en-gb', 'bf_emma', 'en-gb'],
  ['together', 'en-au', 'af_heart', 'en-us'],
  ['together', 'fr', 'ff_siwis', 'fr-fr'],
  ['together', 'pt', 'pf_dora', 'pt-br'],
  ['together', 'de', 'af_heart', 'en-us'],
  ['local', 'en-gb', 'slt', 'en-us'],
  ['local', 'de', 'auto', 'de'],
] as const)('%s reads %s with %s', (service, language, voice, spoken) => {
  expect(defaultVoice(service, language)).toMatchObject({ voice, language: spoken });
});

test('the voices that Together starts with are published', () => {
  const ids = publishedVoices('hexgrad/Kokoro-82M').map(({ id }) => id);
  const languages = ['en-us', 'en-gb', 'es', 'fr-fr', 'hi', 'it', 'ja', 'pt-br', 'zh'];
  expect(languages.filter((each) => !ids.includes(defaultVoice('together', each).voice))).toEqual([]);
});

test('what a model can be asked for is known by its id', () => {
  expect(abilitiesOf('hexgrad/Kokoro-82M')).toEqual({
    endpoints: ['rest', 'sse', 'socket'],
    disputed: [],
    formats: ['wav', 'mp3', 'raw', 'mulaw'],
    encodings: ['pcm_s16le'],
    rates: [24_000],
    bitRates: false,
    languages: ['en', 'es', 'fr', 'hi', 'it', 'ja', 'pt', 'zh'],
    locales: false,
    mixes: true,
  });
  expect(abilitiesOf('cartesia/sonic-2').disputed).toEqual(['sse', 'socket']);
  expect(abilitiesOf('minimax/speech-2.6-turbo').formats).toContain('flac');
  expect(abilitiesOf('my/endpoint').languages).toBeNull();
});

test('a fixed model can be asked for nothing but what it sends', () => {
  const fixed = speechModels.filter(({ encoding }) => encoding === 'fixed').map(({ id }) => abilitiesOf(id));
  expect(fixed).toHaveLength(2);
  for (const { encodings, rates } of fixed) expect([encodings, rates]).toEqual([['pcm_s16le'], [24_000]]);
});

test('Kokoro has a voice for each of its languages', () => {
  const languages = abilitiesOf('hexgrad/Kokoro-82M').languages!;
  const spoken = languages.map((language) => defaultVoice('together', language).language.split('-')[0]);
  expect(spoken).toEqual(languages);
});
