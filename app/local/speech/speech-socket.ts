import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Connection } from '../http/connection.ts';
import { Refusal, refusalOf } from '../http/refusal.ts';
import type { SocketRoute } from '../http/sockets.ts';
import type { Engine } from '../voices/engine.ts';
import { queried, type SessionSettings, settingsOf } from './session-settings.ts';
import { SpeechContext } from './speech-context.ts';

/** Contexts that a connection may have, as Together documents it. */
const MOST_CONTEXTS = 100;
/** Characters that may wait to be spoken on one connection: a short book. */
const MOST_WAITING = 500_000;
const DEFAULT = 'default';

const context = v.nullish(v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)), DEFAULT);

const messageShape = v.variant('type', [
  v.object({ type: v.literal('input_text_buffer.append'), context_id: context, text: v.string() }),
  v.object({ type: v.literal('input_text_buffer.commit'), context_id: context }),
  v.object({ type: v.literal('input_text_buffer.clear'), context_id: context }),
  v.object({ type: v.literal('tts_session.updated'), context_id: v.nullish(v.string()), session: v.looseObject({}) }),
  v.object({ type: v.literal('context.cancel'), context_id: context }),
]);
type Message = v.InferOutput<typeof messageShape>;

/**
 * WebSocket /v1/audio/speech/websocket. Sound is pcm_s16le; word times count from the start of their item. A voice or
 * model that there is not ends the session with its first event, and leaves one that was under way as it is.
 */
export function speechSocket(engines: readonly Engine[]): SocketRoute {
  return async (connection) => {
    let settings: SessionSettings;
    try {
      settings = await settingsOf(queried(connection.url.searchParams), engines);
    } catch (failure) {
      return connection.send({ type: 'conversation.item.tts.failed', ...refusalOf(failure).toJSON() });
    }
    await new SpeechSession(engines, connection, settings).run();
  };
}

class SpeechSession {
  readonly #engines: readonly Engine[];
  readonly #connection: Connection;
  readonly #contexts = new Map<string, SpeechContext>();
  readonly #id = randomUUID();
  #settings: SessionSettings;
  #items = 0;

  constructor(engines: readonly Engine[], connection: Connection, settings: SessionSettings) {
    this.#engines = engines;
    this.#connection = connection;
    this.#settings = settings;
  }

  /** Until the client has gone. What cannot be understood is answered with an `error` and changes nothing. */
  async run(): Promise<void> {
    this.#send({ type: 'session.created', session: this.#described(this.#settings) });
    for await (const message of this.#connection.messages()) {
      try {
        await this.#handle(understood(message));
      } catch (failure) {
        this.#send({ type: 'error', ...refusalOf(failure).toJSON() });
      }
    }
  }

  async #handle(message: Message): Promise<void> {
    const id = message.context_id;
    switch (message.type) {
      case 'input_text_buffer.append':
        return this.#append(message.text, message.context_id);
      case 'input_text_buffer.commit':
        return this.#context(message.context_id).commit();
      case 'input_text_buffer.clear':
        return this.#context(message.context_id).clear();
      case 'tts_session.updated':
        return this.#update(message.session, id ?? null);
      case 'context.cancel':
        this.#contexts.get(message.context_id)?.cancel();
        this.#contexts.delete(message.context_id);
        return this.#send({ type: 'context.cancelled', context_id: message.context_id });
    }
  }

  #append(text: string, id: string): void {
    const context = this.#context(id);
    const waiting = this.#contexts.values().reduce((sum, { waiting }) => sum + waiting, text.length);
    if (waiting > MOST_WAITING) throw new Refusal(400, `At most ${MOST_WAITING} characters may wait to be spoken.`);
    this.#send({ type: 'conversation.item.input_text.received', text, context_id: id });
    context.append(text);
  }

  /** Without a context, of all that there are and will be. */
  async #update(session: object, id: string | null): Promise<void> {
    const which = id === null ? [...this.#contexts.values()] : [this.#context(id)];
    try {
      const common = id === null ? await settingsOf(session, this.#engines, this.#settings) : null;
      const own = await Promise.all(which.map(({ settings }) => settingsOf(session, this.#engines, settings)));
      if (common) this.#settings = common;
      which.forEach((context, at) => (context.settings = own[at]!));
      const described = this.#described(common ?? own[0]!);
      this.#send({ type: 'tts_session.updated', session: described, ...(id !== null && { context_id: id }) });
    } catch (failure) {
      const { error } = refusalOf(failure).toJSON();
      this.#send({ type: 'conversation.item.tts.failed', error, ...(id !== null && { context_id: id }) });
    }
  }

  /** The first use of a name makes the context. */
  #context(id: string): SpeechContext {
    const known = this.#contexts.get(id);
    if (known) return known;
    if (this.#contexts.size >= MOST_CONTEXTS) {
      throw new Refusal(400, `A connection has at most ${MOST_CONTEXTS} contexts.`, { param: 'context_id' });
    }
    const context = new SpeechContext({
      id,
      settings: this.#settings,
      connection: this.#connection,
      nextItem: () => `tts_${(this.#items += 1)}`,
    });
    this.#contexts.set(id, context);
    return context;
  }

  #described({ engine, voice, language }: SessionSettings): object {
    return {
      id: this.#id,
      object: 'realtime.tts.session',
      modalities: ['text', 'audio'],
      model: engine.model,
      voice,
      language,
    };
  }

  #send(event: object): void {
    this.#connection.send({ event_id: randomUUID(), ...event });
  }
}

function understood(message: { binary: false; json: unknown } | { binary: true }): Message {
  if (message.binary) throw new Refusal(400, 'Messages must be text.');
  if (message.json === undefined) throw new Refusal(400, 'The message is not valid JSON.');
  const shaped = v.safeParse(messageShape, message.json, { abortEarly: true });
  if (shaped.success) return shaped.output;
  const [issue] = shaped.issues;
  const param = v.getDotPath(issue);
  throw param === 'type' || param === null
    ? new Refusal(400, 'There is no message of this type.', { param: 'type' })
    : new Refusal(400, `'${param}' is missing or wrong.`, { param });
}
