import { plainWords } from './wording.ts';

/**
 * What models of speech are known to write for silence: the ends of the videos that they learned from
 * (openai/whisper discussion 928, and the trackers of those who dictate with it).
 */
const PHRASES = new Set(
  [
    'you',
    'bye',
    'bye bye',
    'thank you',
    'thank you very much',
    'thank you so much',
    'thank you for watching',
    'thanks for watching',
    'thank you for watching please subscribe',
    'please subscribe',
    'please subscribe to my channel',
    'like and subscribe',
    'see you in the next video',
    'see you next time',
    'subtitles by the amara org community',
    'untertitel der amara org community',
    'untertitel im auftrag des zdf für funk 2017',
    'untertitelung des zdf 2020',
    'vielen dank',
    'vielen dank fürs zuschauen',
    'sous titres réalisés par la communauté d amara org',
    'merci d avoir regardé cette vidéo',
    'subtítulos realizados por la comunidad de amara org',
    'gracias por ver el video',
    'sottotitoli creati dalla comunità amara org',
    'legendas pela comunidade amara org',
    'ご視聴ありがとうございました',
    '谢谢观看',
  ].map((phrase) => plainWords(phrase).join(' ')),
);
/** ms of voice that a letter takes at least: such phrases need 40 at the fastest, of which a third is no voice. */
const A_LETTER = 25;

/**
 * Was that written for what is no speech? `voiced` are the ms of speech in its sound, `prompt` the words to expect.
 * Said at full length, every phrase is taken at its word.
 */
export function isPhantom(text: string, voiced: number, prompt: readonly string[] = []): boolean {
  const words = plainWords(text);
  if (words.length === 0) return true;
  const said = words.join(' ');
  const letters = said.replaceAll(' ', '').length;
  const echo = words.length > 2 && plainWords(prompt.join(' ')).join(' ').includes(said);
  return voiced < letters * A_LETTER && (PHRASES.has(said) || echo);
}
