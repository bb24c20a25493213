import type { Transcript } from '../../model/transcript.ts';
import { transcriptionModelById } from '../catalog/transcription-models.ts';
import type { Body, Http } from '../http/http.ts';
import { type Fields, multipart } from '../http/multipart.ts';
import type { RateQueues } from '../http/queues.ts';
import { Meter, type TranscriptReceipt } from '../http/receipt.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { joined } from './join.ts';
import { GAP, identified, samplesOf } from './line-up.ts';
import { type LongSound, uploadOf } from './long-sound.ts';
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
 * the other, and joined, as are the speakers: see partsOf, joined and samplesOf for what that means.
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
    const cut = await partsOf(await openRecording(recording.file), signal);
    signal.throwIfAborted();
    if ('whole' in cut) {
      const counted = watched(cut.whole, (sent) => progress(sent / cut.whole.length));
      return this.#sent(order, multipart(fields, counted), null, signal);
    }
    const all = cut.parts.reduce((sum, { upload }) => sum + upload.length, 0);
    let before = 0;
    const transcripts = [];
    for (const { upload, from, seconds } of cut.parts) {
      const counted = watched(upload, (sent) => progress((before + sent) / all));
      const transcript = await this.#sent(order, multipart(fields, counted), seconds, signal);
      before += upload.length;
      transcripts.push({ transcript, from, seconds });
    }
    return this.#linedUp(order, joined(transcripts), cut.sound, signal);
  }

  /** Speakers of several parts are compared by one short request more; where that fails they stay apart. */
  async #linedUp(order: Order, transcript: Transcript, sound: LongSound, signal: AbortSignal): Promise<Transcript> {
    const samples = samplesOf(transcript);
    if (samples.length === 0) return transcript;
    const frameAt = (second: number) => Math.min(sound.frames, Math.round(second * sound.header.rate));
    const cuttings = samples.map(({ start, end }) => ({ from: frameAt(start), to: frameAt(end) }));
    const seconds = samples.reduce((sum, { start, end }) => sum + end - start + GAP, 0);
    try {
      const form = multipart(order.fields, uploadOf(sound, cuttings, GAP));
      return identified(transcript, samples, await this.#sent(order, form, seconds, signal));
    } catch {
      signal.throwIfAborted();
      return transcript;
    }
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
