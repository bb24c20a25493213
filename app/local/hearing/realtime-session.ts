import { randomUUID } from 'node:crypto';
import { frameReader } from '../../pcm/frames.ts';
import { createResampler, type Resampler } from '../../pcm/resample.ts';
import type { Clock } from '../http/clock.ts';
import type { Connection } from '../http/connection.ts';
import { Refusal, refusalOf } from '../http/refusal.ts';
import { audioBytes, realtimeMessage, type RealtimeMessage } from './realtime-message.ts';
import { detectionOf, detectionSaid, type RealtimeSettings } from './realtime-settings.ts';
import { HEARING_RATE, type Recogniser } from './recogniser.ts';
import { TURN_DETECTION, Turns } from './turns.ts';

export interface RealtimeSessionOptions {
  connection: Connection;
  recogniser: Recogniser;
  clock: Clock;
  settings: RealtimeSettings;
}

/** In ms: a session that is sent no sound for so long is over. */
const IDLE = 300_000;
/** Turns that may wait for the recogniser, until the client has to wait itself. */
const MOST_WAITING = 16;

/** What one client says, as text. */
export class RealtimeSession {
  readonly #options: RealtimeSessionOptions;
  readonly #turns: Turns;
  readonly #samples = frameReader('pcm_s16le');
  #resampler: Resampler | null = null;
  /** Turns that are not recognised yet, and the last of them. */
  #waiting = 0;
  #recognised: Promise<void> = Promise.resolve();
  #items = 0;
  /** Seconds of all turns so far: Together counts the speech, not the silence between. */
  #consumed = 0;
  #appended: number;

  constructor(options: RealtimeSessionOptions) {
    this.#options = options;
    this.#turns = new Turns(options.settings.detection);
    this.#appended = options.clock.now();
  }

  /**
   * Until the client has gone. Throws a Refusal where it has to go: for a binary message, for sound that is none, and
   * after 300 s without any.
   */
  async run(): Promise<void> {
    const { model, rate } = this.#options.settings;
    this.#resampler = await createResampler(rate, HEARING_RATE);
    const left = new AbortController();
    try {
      this.#send({
        type: 'session.created',
        session: { id: randomUUID(), object: 'realtime.session', modalities: ['text'], model },
      });
      await Promise.race([this.#idle(left.signal), this.#listen()]);
    } finally {
      left.abort();
      this.#resampler.close();
    }
  }

  async #listen(): Promise<void> {
    for await (const message of this.#options.connection.messages()) {
      if (message.binary) throw new Refusal(400, 'Messages must be text.', { code: 'invalid_params' });
      try {
        this.#handle(realtimeMessage(message));
      } catch (failure) {
        if (failure instanceof NoSound) throw failure;
        this.#send({ type: 'error', ...refusalOf(failure).toJSON() });
      }
      while (this.#waiting > MOST_WAITING) await this.#recognised;
    }
  }

  #handle(message: RealtimeMessage): void {
    switch (message.type) {
      case 'input_audio_buffer.append':
        return this.#append(message.audio);
      case 'input_audio_buffer.commit': {
        const turn = this.#turns.commit();
        if (turn) this.#hear(turn);
        return this.#send({ type: 'input_audio_buffer.committed' });
      }
      case 'input_audio_buffer.clear':
        this.#turns.clear();
        return this.#send({ type: 'input_audio_buffer.cleared' });
      case 'transcription_session.updated':
        return this.#update(message.session.turn_detection);
      case 'echo':
        return this.#echo(message);
    }
  }

  #append(audio: unknown): void {
    const bytes = audioBytes(audio);
    if (bytes === null) throw new NoSound(400, 'invalid audio data format', { param: 'audio', code: 'invalid_params' });
    this.#appended = this.#options.clock.now();
    for (const turn of this.#turns.push(this.#resampler!.push(this.#samples(bytes)))) this.#hear(turn);
  }

  #update(asked: { type?: string | undefined } | null | undefined): void {
    const { settings } = this.#options;
    if (asked === null || asked?.type === 'none') settings.detection = null;
    else if (asked) settings.detection = detectionOf(asked, settings.detection ?? TURN_DETECTION);
    this.#turns.detection = settings.detection;
    const session = { model: settings.model, turn_detection: detectionSaid(settings.detection) };
    this.#send({ type: 'transcription_session.updated', session });
  }

  #echo({ echo_id, client_sent_at, payload }: Extract<RealtimeMessage, { type: 'echo' }>): void {
    const now = Date.now();
    const received = { server_received_at: now, server_sent_at: now };
    this.#send({ type: 'echo.response', echo_id, client_sent_at, ...received, payload });
  }

  /** One turn after another, in their order. */
  #hear(turn: Int16Array): void {
    const item = `item_${(this.#items += 1)}`;
    const duration = turn.length / HEARING_RATE;
    const place = { item_id: item, start: this.#consumed, duration };
    this.#consumed += duration;
    this.#waiting += 1;
    const before = this.#recognised;
    this.#recognised = this.#transcribe(turn, place, before).finally(() => (this.#waiting -= 1));
  }

  async #transcribe(turn: Int16Array, place: object, before: Promise<void>): Promise<void> {
    const { recogniser, connection } = this.#options;
    const kind = 'conversation.item.input_audio_transcription';
    await before;
    try {
      const { segments } = await recogniser.hear(once(turn), connection.signal);
      const text = segments.map(({ text }) => text).join(' ');
      if (text === '') return;
      this.#send({ type: `${kind}.delta`, delta: text, ...place });
      this.#send({ type: `${kind}.completed`, transcript: text, ...place });
    } catch (failure) {
      if (connection.signal.aborted) return;
      this.#send({ type: `${kind}.failed`, event_type: 'completed', ...refusalOf(failure).toJSON(), ...place });
    }
  }

  async #idle(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    for (let left = IDLE; left > 0; left = this.#appended + IDLE - clock.now()) {
      await clock.sleep(left, signal).catch(() => undefined);
      if (signal.aborted) return;
    }
    throw new Refusal(408, `Timeout: no sound for ${IDLE / 1000} s.`, {
      type: 'service_unavailable_error',
      code: 'idle_timeout',
    });
  }

  #send(event: object): void {
    this.#options.connection.send({ event_id: randomUUID(), ...event });
  }
}

/** Sound that is none ends the session. */
class NoSound extends Refusal {}

async function* once<Item>(item: Item): AsyncGenerator<Item, void, undefined> {
  yield item;
}
