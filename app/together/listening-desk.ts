import type { LiveTranscription } from './realtime/live-transcription.ts';
import { listen } from './realtime/realtime.ts';
import type { ListenOptions } from './realtime/realtime-opening.ts';
import type { ListenRequest } from './realtime/realtime-request.ts';

/** The live transcriptions of one client. */
export class ListeningDesk {
  readonly #options: ListenOptions;
  readonly #life = new AbortController();
  readonly #open = new Set<LiveTranscription>();

  constructor(options: ListenOptions) {
    this.#options = options;
  }

  open(request: ListenRequest, signal: AbortSignal): LiveTranscription {
    const session = listen(this.#options, request, AbortSignal.any([signal, this.#life.signal]));
    this.#open.add(session);
    void session.ended.then(() => this.#open.delete(session));
    return session;
  }

  /** Ends all of them with an AbortError; settles when no connection is left. */
  async close(): Promise<void> {
    this.#life.abort(new DOMException('the client was closed', 'AbortError'));
    await Promise.all([...this.#open].map(({ ended }) => ended));
  }
}
