import { TAKE_RATE } from '../../model/pcm.ts';
import { speechBody } from '../speech/speech-body.ts';

/** What all texts of a session have in common. */
export interface LiveSettings {
  model: string;
  /** Until a text has one of its own. */
  voice: string;
  /** BCP 47 in lower case. */
  language: string;
  /** `word`: tells when each word is heard. */
  alignment?: 'none' | 'word';
  /** Where the service divides a text: at the ends of sentences (by default), as it comes, or not at all. */
  segment?: 'sentence' | 'immediate' | 'never';
  /** Characters of a sentence after which the service may divide it; its own default is 250. */
  longestPart?: number;
  /** 1 by default. */
  speed?: number;
}

export interface LiveRequest {
  input: string;
  /** Who pays: comes back in the receipt, and goes nowhere else. */
  account?: string | null;
  voice?: string;
  language?: string;
  /** `<written>/<spoken>`, one rule each. */
  pronunciations?: readonly string[];
}

/** What a context speaks. */
export interface LiveText {
  input: string;
  /** As a session message says it: voice, language, pronunciations. */
  session: Readonly<Record<string, unknown>>;
  /** Does it differ from what the address says? */
  own: boolean;
}

const STREAMED = { stream: true, formats: ['raw'] } as const;

/**
 * The address's parameters. The model is `model`: only the guide of 2025 says `model_id`. Samples are asked for
 * though the reference says that nothing else is sent, because the list of formats beside it says otherwise; what
 * comes as a WAV is read as one all the same.
 */
export function queryOf(settings: LiveSettings): Record<string, string> {
  const { alignment, segment, longestPart, speed } = settings;
  const { json } = speechBody({ ...settings, input: 'x' }, STREAMED);
  return {
    model: settings.model,
    voice: String(json.voice),
    language: String(json.language),
    response_format: 'pcm',
    sample_rate: String(TAKE_RATE),
    ...(alignment && { alignment }),
    ...(segment && { segment }),
    ...(longestPart !== undefined && { max_partial_length: String(longestPart) }),
    ...(speed !== undefined && { speed: String(speed) }),
  };
}

/** What a context is told of a text. Throws the Problem `request-refused` with the `field` for what cannot be. */
export function textOf({ input, voice, language, pronunciations }: LiveRequest, settings: LiveSettings): LiveText {
  const { voice: own = settings.voice, language: spoken = settings.language } = { voice, language };
  const request = { ...settings, input, voice: own, language: spoken, ...(pronunciations && { pronunciations }) };
  const { json } = speechBody(request, STREAMED);
  const usual = queryOf(settings);
  const rules = json.extra_params !== undefined;
  const session = { voice: json.voice, language: json.language, ...(rules && { extra_params: json.extra_params }) };
  const differs = json.voice !== usual.voice || json.language !== usual.language;
  return { input, session, own: differs || rules };
}
