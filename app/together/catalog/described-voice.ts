import type { VoiceEntry } from '../../model/catalog.ts';

/** Words by which a description says what is spoken; of American places, that it is American English. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['alabama', 'en-us'],
  ['australian', 'en-au'],
  ['brazilian', 'pt-br'],
  ['british', 'en-gb'],
  ['california', 'en-us'],
  ['chinese', 'zh'],
  ['dutch', 'nl'],
  ['french', 'fr'],
  ['german', 'de'],
  ['hindi', 'hi'],
  ['hinglish', 'hi'],
  ['indian', 'en-in'],
  ['italian', 'it'],
  ['japanese', 'ja'],
  ['kentucky', 'en-us'],
  ['korean', 'ko'],
  ['mexican', 'es-mx'],
  ['midwestern', 'en-us'],
  ['polish', 'pl'],
  ['russian', 'ru'],
  ['spanish', 'es'],
  ['swedish', 'sv'],
  ['turkish', 'tr'],
]);
const FEMALE = /\b(\w*woman|\w*lady|girl|female|princess|madame)\b/;
const MALE = /\b(\w*man|male)\b/;

/**
 * What a voice's description tells, as Cartesia's names are: `british reading lady`, `newsman`. Null where it tells
 * nothing: such a voice most often speaks English, but may speak any language.
 */
export function describedVoice(description: string): Pick<VoiceEntry, 'language' | 'gender'> {
  const plain = description.toLowerCase();
  const language = plain
    .match(/[a-z]+/g)
    ?.map((word) => LANGUAGES.get(word))
    .find((found) => found !== undefined);
  const gender = FEMALE.test(plain) ? 'female' : MALE.test(plain) ? 'male' : null;
  return { language: language ?? null, gender };
}
