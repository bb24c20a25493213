/** What is listened to, and how. */
export interface ListenRequest {
  model: string;
  /** ISO 639-1 or a locale; left out where the model shall find out. */
  language?: string;
  /** Words to expect. */
  prompt?: string;
  /** Does what was said become the prompt of what follows? */
  rollingPrompt?: boolean;
  /** Sound below this root mean square is not looked at. */
  energyGate?: number;
  /** When a turn ends: by the service's ear (its own measures where none are given), or on commit alone. */
  turns?: TurnDetection | 'on commit';
}

/** Measures of the service's ear for speech; what is left out is the service's default, given in brackets. */
export interface TurnDetection {
  /** 0 to 1, how sure it must be to hear speech (0.3; on the phone 0.01). */
  threshold?: number;
  /** ms of silence that end a turn (500). */
  minSilence?: number;
  /** ms of speech that begin one (250). */
  minSpeech?: number;
  /** Seconds after which a turn is ended anyway (5). */
  maxSpeech?: number;
  /** ms around speech that belong to it (250). */
  padding?: number;
  /** For Deepgram's models, which judge by the words: how sure an end is, up to which silence, and when to say so early. */
  endOfTurn?: { threshold?: number; timeout?: number; eagerThreshold?: number };
}

/** Hz of the sound; mono, signed 16 bit. The service's documents name no other rate. */
export const LISTEN_RATE = 16_000;

/**
 * The query of the address. The model must be in it, or the service would keep the sound and never begin; the
 * language too, since a message that names it later is not heeded.
 */
export function queryOf({ model, language, turns }: ListenRequest): Record<string, string> {
  const query = {
    model,
    input_audio_format: `pcm_s16le_${LISTEN_RATE}`,
    language,
    ...(turns === 'on commit' ? { turn_detection: 'none' } : turns && detection(turns)),
  };
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}

const detection = ({ threshold, minSilence, minSpeech, maxSpeech, padding, endOfTurn }: TurnDetection) => ({
  turn_detection: 'server_vad',
  threshold,
  min_silence_duration_ms: minSilence,
  min_speech_duration_ms: minSpeech,
  max_speech_duration_s: maxSpeech,
  speech_pad_ms: padding,
  eot_threshold: endOfTurn?.threshold,
  eot_timeout_ms: endOfTurn?.timeout,
  eager_eot_threshold: endOfTurn?.eagerThreshold,
});

/** What is said after the session stands; null where there is nothing to say. It is `updated` that is listened to. */
export function sessionMessage({ prompt, rollingPrompt, energyGate }: ListenRequest): object | null {
  const session = {
    ...(prompt !== undefined && { prompt }),
    ...(rollingPrompt !== undefined && { rolling_prompt: rollingPrompt }),
    ...(energyGate !== undefined && { energy_gate_rms: energyGate }),
  };
  return Object.keys(session).length === 0 ? null : { type: 'transcription_session.updated', session };
}
