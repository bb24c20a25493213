import { expect, test } from 'vitest';
import names from '../../../app/together/catalog-voices.json' with { type: 'json' };
import { defaultVoice, modelById, speechModels } from '../../../app/together/catalog.ts';
import { publishedVoices } from '../../../app/together/voices.ts';

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
