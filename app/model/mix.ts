import { Problem } from './problem.ts';

/** A voice of a mix, and how much of it. */
export interface MixPart {
  voice: string;
  /** In proportion to the others; more than 0. */
  weight: number;
}

/** `af_bella`, `af_bella(2)`, `af_bella(0.5)`. */
const PART = /^([\w-]+)(?:\((\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})\))?$/;

/** The one model whose voices mix. */
export const MIXING_MODEL = 'hexgrad/Kokoro-82M';

/** Is it more than the name of one voice? */
export const isMix = (voice: string): boolean => /[+()]/.test(voice);

/**
 * The parts of a voice of Kokoro: any number of names joined by `+`, each with a weight in parentheses or without,
 * which is 1; spaces around them do not matter. With `known`, names must be among them.
 * Throws the Problem `request-refused` for what is no mix, `voice-unknown` for a name that is not known.
 */
export function parseMix(text: string, known?: readonly string[]): MixPart[] {
  return text.split('+').map((part) => {
    const [, voice, weight = '1'] = PART.exec(part.replace(/\s+/g, '')) ?? [];
    if (voice === undefined || Number(weight) === 0) {
      throw new Problem('request-refused', 'no mix of voices', { details: { field: 'voice' } });
    }
    if (known && !known.includes(voice)) {
      throw new Problem('voice-unknown', 'a mix with an unknown voice', { details: { voice } });
    }
    return { voice, weight: Number(weight) };
  });
}

/** A mix as it is written: `af_bella(2)+af_heart(1)`, without weights where all are alike. */
export function mixText(parts: readonly MixPart[]): string {
  const alike = parts.every(({ weight }) => weight === parts[0]?.weight);
  return parts.map(({ voice, weight }) => (alike ? voice : `${voice}(${weight})`)).join('+');
}
