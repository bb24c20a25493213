import type { Transcript } from '../../model/transcript.ts';
import { transcriptionModelById } from '../catalog/transcription-models.ts';
import type { Body, Http } from '../http/http.ts';
import { type Fields, multipart } from '../http/multipart.ts';
import type { RateQueues } from '../http/queues.ts';
import { Meter, type TranscriptReceipt } from '../http/receipt.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { joined } from './join.ts';
import { openRecording, type Upload } from './recording.ts';
import { partsOf } from './split.ts';
import { transcriptIn } from './transcription-call.ts';
import {
  checkedUrl,
  transcriptionFields,
  type TranscriptionRequest,
  translationFields,
  type TranslationRequest,
} from './transcription-request.ts';

export interface TranscriptionDeskOptions {
  http: Http;
  patience: Patience;
  queues: RateQueues;
  /** Hears of each request that was answered with a text. */
  report: (receipt: TranscriptReceipt) => void;
}

/** What a form is sent for. */
interface Order {
  way: TranscriptReceipt['way'];
  model: string;
  fields: Fields;
  /** What stands in the form and must not come back in a problem. */
  confidential: readonly string[];
}

/**
 * What is said in recordings. A WAV that is larger than the service takes is cut in its pauses, sent one part after
 * the other, and joined: see partsOf and joined for what that means.
 *
 * All requests to a model pass through its queue. Only what cannot have been bought is sent again: an upload that did
 * not get through, and one that the service refused because it is busy. Throws a Problem (of the recording: see
 * openRecording and partsOf), or the signal's reason.
 */
export class TranscriptionDesk {
  readonly #options: TranscriptionDeskOptions;

  constructor(options: TranscriptionDeskOptions) {
    this.#options = options;
  }

  /** What is said, by POST to /audio/transcriptions. */
  transcribe(request: TranscriptionRequest, signal: AbortSignal): Promise<Transcript> {
    return this.#written('transcription', transcriptionFields(request), request, signal);
  }

  /** What is said, in another language: English, where none is asked for. By POST to /audio/translations. */
  translate(request: TranslationRequest, signal: AbortSignal): Promise<Transcript> {
    return this.#written('translation', translationFields(request), request, signal);
  }

  async #written(
    way: Order['way'],
    fields: Fields,
    { model, recording, prompt, progress = () => undefined }: TranslationRequest,
    signal: AbortSignal,
  ): Promise<Transcript> {
    const order = { way, model, fields, confidential: prompt === undefined ? [] : [prompt] };
    if ('url' in recording) {
      const form = multipart([...fields, ['file', checkedUrl(recording.url)]], null);
      return this.#sent(order, form, null, signal);
    }
    const parts = await partsOf(await openRecording(recording.file), signal);
    signal.throwIfAborted();
    const all = parts.reduce((sum, { upload }) => sum + upload.length, 0);
    let before = 0;
    const transcripts = [];
    for (const { upload, from, seconds } of parts) {
      const counted = watched(upload, (sent) => progress((before + sent) / all));
      const transcript = await this.#sent(order, multipart(fields, counted), seconds, signal);
      before += upload.length;
      if (seconds === null) return transcript;
      transcripts.push({ transcript, from, seconds });
    }
    return joined(transcripts);
  }

  /** `seconds` of sound are in the form, where that is known. */
  async #sent(order: Order, form: Body, seconds: number | null, signal: AbortSignal): Promise<Transcript> {
    const { http, patience, queues, report } = this.#options;
    const { way, model, confidential } = order;
    const meter = new Meter(patience.clock);
    const call = {
      path: `/audio/${way}s`,
      form,
      confidential,
      catalogued: transcriptionModelById(model) !== null,
      signal,
      replied: (headers: Parameters<RateQueues['heed']>[1]) => {
        meter.replied();
        queues.heed(model, headers);
      },
    };
    const attempt = () => {
      meter.asked();
      return transcriptIn(http, call);
    };
    const transcript = await withRetry(() => queues.run(model, attempt, signal), patience, signal);
    const { text, duration } = transcript;
    report(meter.written({ model, way, characters: text.length, seconds: seconds ?? duration }));
    return transcript;
  }
}

/** The same upload; `sent` hears how many of its bytes have gone out, anew for each try. */
const watched = (upload: Upload, sent: (bytes: number) => void): Upload => ({
  ...upload,
  async *stream() {
    let bytes = 0;
    for await (const chunk of upload.stream()) {
      yield chunk;
      sent((bytes += chunk.length));
    }
  },
});
