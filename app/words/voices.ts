import { isMix, parseMix } from '../model/mix.ts';

/** `af_bella`: American, female, Bella. Only Kokoro names its voices so, and only it mixes them. */
const NAME = /^[a-z][fm]_(.)(.*)$/;

/** A voice as a person reads it: a mix with the share of each, `Bella 67 % + Heart 33 %`, any other as it is called. */
export function voiceWords(voice: string): string {
  // `+` also stands in the names of offline voices, and parentheses may in any.
  if (!isMix(voice) || !voice.split('+').every((part) => NAME.test(part))) return voice;
  const parts = parseMix(voice);
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const names = parts.map(({ voice }) =>
    voice.replace(NAME, (_, first: string, rest: string) => first.toUpperCase() + rest),
  );
  // Two languages may each have an Alpha.
  const plain = new Set(names).size === names.length;
  return parts
    .map(({ voice, weight }, i) => `${plain ? names[i] : voice} ${Math.round((100 * weight) / whole)} %`)
    .join(' + ');
}
