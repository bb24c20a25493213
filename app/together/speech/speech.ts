import type { Pcm } from '../../model/pcm.ts';
import type { Speech } from '../../model/speech.ts';
import { SPEECH_FORMATS } from '../catalog/abilities.ts';
import { modelById } from '../catalog/catalog.ts';
import { firstHeard } from './first-heard.ts';
import type { Http } from '../http/http.ts';
import type { RateQueues } from '../http/queues.ts';
import { Meter, type SpeechReceipt } from '../http/receipt.ts';
import type { Reply } from '../http/reply.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { soundOf } from './sound.ts';
import { fileIn } from './speech-file.ts';
import { type Delivery, speechBody, type SpeechBody, type SpeechRequest } from './speech-body.ts';
import { streamOf } from './stream.ts';

export interface SpeechDeskOptions {
  http: Http;
  patience: Patience;
  queues: RateQueues;
  /** Hears of each request whose reply had sound, when that is over. */
  report: (receipt: SpeechReceipt) => void;
}

/** A WAV is asked for, because it alone says what it holds; where that is not wanted, what can be read all the same. */
const WHOLE: Delivery = { stream: false, formats: ['wav', 'raw', 'mulaw'] };
const STREAMED: Delivery = { stream: true, formats: ['raw', 'mulaw'] };
const FILED: Delivery = { stream: false, formats: SPEECH_FORMATS };

const ACCEPT = {
  whole: 'audio/wav, application/octet-stream;q=0.9',
  streamed: 'text/event-stream, application/octet-stream;q=0.9, audio/wav;q=0.8',
  filed: 'application/octet-stream, audio/*;q=0.9',
};

/** A request, and how to read what is answered. */
interface Order<Part extends object> {
  request: SpeechRequest;
  way: SpeechReceipt['way'];
  body: SpeechBody;
  accept: string;
  read(reply: Reply): AsyncGenerator<Part, void, undefined>;
  /** Is it heard? What is, is never bought again. */
  heard(part: Part): boolean;
}

/**
 * Speech by POST to /audio/speech. All requests to a model pass through one queue, and are tried again up to the
 * first sound and no further: from there on a second try would be bought, and heard, twice.
 * Leaving a loop or aborting frees the socket at once. All throw Problems, or the signal's reason.
 */
export class SpeechDesk {
  readonly #options: SpeechDeskOptions;

  constructor(options: SpeechDeskOptions) {
    this.#options = options;
  }

  /** Speech as one reply, as it arrives, at the rate and with the channels of the reply. */
  async *speak(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Pcm, void, undefined> {
    const body = speechBody(request, WHOLE);
    const read = (reply: Reply) => soundOf(reply, body.raw);
    yield* this.#answer({ request, way: 'rest', body, accept: ACCEPT.whole, read, heard: () => true }, signal);
  }

  /** Speech by server-sent events, which come while the rest is being made; with `alignment: 'word'` also its words. */
  async *stream(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Speech, void, undefined> {
    const body = speechBody(request, STREAMED);
    const read = (reply: Reply) => streamOf(reply, request.input, body.raw);
    const heard = (part: Speech) => 'samples' in part;
    yield* this.#answer({ request, way: 'sse', body, accept: ACCEPT.streamed, read, heard }, signal);
  }

  /** The bytes of a file in any format of the model. */
  async *file(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const body = speechBody(request, FILED);
    const read = (reply: Reply) => fileIn(reply, request.format ?? 'wav');
    yield* this.#answer({ request, way: 'rest', body, accept: ACCEPT.filed, read, heard: () => true }, signal);
  }

  async *#answer<Part extends object>(order: Order<Part>, signal: AbortSignal): AsyncGenerator<Part, void, undefined> {
    const { patience, queues, report } = this.#options;
    const { request, way } = order;
    const meter = new Meter(patience.clock);
    const attempt = () => this.#asked(order, meter, signal);
    const parts = await withRetry(() => queues.run(request.model, attempt, signal), patience, signal);
    yield* meter.metered(parts, { ...request, way }, report);
  }

  async #asked<Part extends object>(
    { request, body, accept, read, heard }: Order<Part>,
    meter: Meter,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<Part, void, undefined>> {
    const { http, queues } = this.#options;
    meter.asked();
    const reply = await http.request({
      method: 'POST',
      path: '/audio/speech',
      json: body.json,
      accept,
      signal,
      confidential: [request.input, ...(request.pronunciations ?? [])],
      catalogued: modelById(request.model) !== null,
      replied(headers) {
        meter.replied();
        queues.heed(request.model, headers, request.input.length);
      },
    });
    const parts = await firstHeard(read(reply), heard);
    meter.sounded();
    return parts;
  }
}
