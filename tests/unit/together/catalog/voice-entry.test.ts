import { expect, test } from 'vitest';
import { voiceEntry } from '../../../../app/together/catalog/voice-entry.ts';
import { publishedVoices } from '../../../../app/together/catalog/voices.ts';

const KOKORO = 'hexgrad/Kokoro-82M';
const ORPHEUS = 'canopylabs/orpheus-3b-0.1-ft';

/** id, name, language and gender of an entry. */
const told = (model: string, id: string | null, name: string | null) => {
  const entry = voiceEntry(model, { id, name });
  return entry && [entry.id, entry.name, entry.language, entry.gender];
};

test.each([
  ['af_heart', 'Heart', 'en-us', 'female'],
  ['am_adam', 'Adam', 'en-us', 'male'],
  ['bf_emma', 'Emma', 'en-gb', 'female'],
  ['em_alex', 'Alex', 'es', 'male'],
  ['ff_siwis', 'Siwis', 'fr-fr', 'female'],
  ['hm_psi', 'Psi', 'hi', 'male'],
  ['if_sara', 'Sara', 'it', 'female'],
  ['jm_kumo', 'Kumo', 'ja', 'male'],
  ['pf_dora', 'Dora', 'pt-br', 'female'],
  ['zm_yunyang', 'Yunyang', 'zh', 'male'],
  ['xf_nobody', 'Xf_nobody', null, null],
  ['heart', 'Heart', null, null],
] as const)('Kokoro says by the name %s who speaks', (voice, name, language, gender) => {
  expect(told(KOKORO, null, voice)).toEqual([voice, name, language, gender]);
});

test.each([
  [ORPHEUS, 'x1', 'tara', ['tara', 'Tara', 'en', null]],
  [ORPHEUS, 'tara', null, ['tara', 'Tara', 'en', null]],
  ['cartesia/sonic-3', 'a0e9', 'laidback woman', ['a0e9', 'Laidback woman', null, 'female']],
  ['cartesia/sonic-3', null, 'laidback woman', ['laidback woman', 'Laidback woman', null, 'female']],
  ['lectern/flite', 'slt', 'SLT (English)', ['slt', 'SLT (English)', 'en-us', 'female']],
  ['lectern/flite', 'kal', 'Kal', ['kal', 'Kal', 'en-us', 'male']],
  ['lectern/flite', 'awb', 'AWB', ['awb', 'AWB', 'en-gb', 'male']],
  ['lectern/espeak-ng', 'pt-br', 'Portuguese (Brazil)', ['pt-br', 'Portuguese (Brazil)', 'pt-br', null]],
  ['lectern/espeak-ng', 'cmn', 'Chinese', ['cmn', 'Chinese', 'cmn', null]],
  ['lectern/espeak-ng', 'en-gb-x-rp', 'Received', ['en-gb-x-rp', 'Received', 'en-gb', null]],
  ['lectern/espeak-ng', 'auto', 'By language', ['auto', 'By language', null, null]],
  ['rime-labs/rime-mist-v2', 'x', 'cove', ['cove', 'Cove', null, null]],
  [ORPHEUS, null, null, null],
] as const)('%s sends what it wants of id %s and name %s', (model, id, name, entry) => {
  expect(told(model, id, name)).toEqual(entry);
});

test('the published names stand in for a list that cannot be had', () => {
  expect(publishedVoices(KOKORO)).toHaveLength(54);
  expect(publishedVoices(ORPHEUS)[0]).toEqual({
    model: ORPHEUS,
    id: 'tara',
    name: 'Tara',
    language: 'en',
    gender: null,
  });
  expect(publishedVoices('deepgram/deepgram-aura-2')).toEqual([]);
  expect(publishedVoices('constructor')).toEqual([]);
});

test('every Kokoro voice that is published tells its language and gender', () => {
  expect(publishedVoices(KOKORO).filter(({ language, gender }) => !language || !gender)).toEqual([]);
});
