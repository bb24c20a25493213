import type { LiveText } from './live-request.ts';

/** What a service is told over the socket of speech; each order names its context. */
export class LiveOrders {
  readonly #send: (message: object) => void;

  constructor(send: (message: object) => void) {
    this.#send = send;
  }

  /** The session's settings are these from here on. */
  update(context: string, session: LiveText['session']): void {
    this.#send({ type: 'tts_session.updated', session, context_id: context });
  }

  /** Speak this, and all of it. */
  speak(context: string, text: string): void {
    this.#send({ type: 'input_text_buffer.append', text, context_id: context });
    this.#send({ type: 'input_text_buffer.commit', context_id: context });
  }

  /** The context is at its end; what it has not spoken, where it is not whole, shall not be. */
  forget(context: string, whole: boolean): void {
    if (!whole) this.#send({ type: 'input_text_buffer.clear', context_id: context });
    this.#send({ type: 'context.cancel', context_id: context });
  }
}
