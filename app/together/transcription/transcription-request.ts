import { Problem } from '../../model/problem.ts';
import type { Fields } from '../http/multipart.ts';

export interface TranslationRequest {
  model: string;
  /** A file on this machine, or an http(s) address that the service fetches, of at most 1 GB and 4 hours. */
  recording: { file: string } | { url: string };
  /** ISO 639-1. Of a transcription what is spoken, by default for the service to find out; of a translation its target. */
  language?: string;
  /** Words to expect. Only Whisper heeds it, so others are not sent it. */
  prompt?: string;
  /** 0 to 1. */
  temperature?: number;
  /** What is given times, by default segments; with neither the reply is text alone. */
  times?: readonly ('segment' | 'word')[];
  /** Hears how much of a file has gone out, 0 to 1; at 1 the service writes. */
  progress?: (share: number) => void;
}

export interface TranscriptionRequest extends TranslationRequest {
  /** Tells speakers apart, where given; how many there are helps. */
  speakers?: { least?: number; most?: number };
}

/** What a form for a transcription holds before its file. */
export function transcriptionFields(request: TranscriptionRequest): Fields {
  const { language = 'auto', speakers } = request;
  return [
    ...fieldsOf({ ...request, language }, speakers !== undefined),
    ...(speakers ? [['diarize', 'true'] as const] : []),
    ...given('min_speakers', speakers?.least),
    ...given('max_speakers', speakers?.most),
  ];
}

/** What a form for a translation holds before its file. */
export const translationFields = (request: TranslationRequest): Fields => fieldsOf(request, false);

/** The model is first, since the service chooses by it where the file behind it goes. */
function fieldsOf({ model, language, prompt, temperature, times = ['segment'] }: TranslationRequest, verbose: boolean) {
  const timed = verbose || times.length > 0;
  return [
    ['model', model],
    ...given('language', language),
    ...given('prompt', /whisper/i.test(model) ? prompt : undefined),
    ...given('temperature', temperature),
    ['response_format', timed ? 'verbose_json' : 'json'],
    ...times.map((granularity) => ['timestamp_granularities[]', granularity] as const),
  ] as Fields;
}

const given = (name: string, value: string | number | undefined): Fields =>
  value === undefined ? [] : [[name, String(value)]];

/**
 * An address that goes to the service, which fetches it; a name and password in it would go along. Throws the Problem
 * `request-refused` for what is none.
 */
export function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const usable = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (!usable) throw new Problem('request-refused', 'the recording has no address that a service can fetch');
  return url.href;
}
