import * as v from 'valibot';
import type { Message } from '../http/connection.ts';
import { Refusal } from '../http/refusal.ts';

const messageShape = v.variant('type', [
  v.object({ type: v.literal('input_audio_buffer.append'), audio: v.unknown() }),
  v.object({ type: v.literal('input_audio_buffer.commit') }),
  v.object({ type: v.literal('input_audio_buffer.clear') }),
  v.object({
    type: v.literal('transcription_session.updated'),
    session: v.object({ turn_detection: v.optional(v.nullable(v.looseObject({ type: v.optional(v.string()) }))) }),
  }),
  v.object({
    type: v.literal('echo'),
    echo_id: v.optional(v.unknown()),
    client_sent_at: v.optional(v.unknown()),
    payload: v.optional(v.unknown()),
  }),
]);

export type RealtimeMessage = v.InferOutput<typeof messageShape>;

const BASE64 = /^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}(?:==)?|[a-z0-9+/]{3}=?)?$/i;

/** Throws a Refusal for what is no message. */
export function realtimeMessage(message: Message & { binary: false }): RealtimeMessage {
  if (message.json === undefined) throw new Refusal(400, 'The message is not valid JSON.');
  const shaped = v.safeParse(messageShape, message.json, { abortEarly: true });
  if (shaped.success) return shaped.output;
  const param = v.getDotPath(shaped.issues[0]) ?? 'type';
  throw param === 'type'
    ? new Refusal(400, 'There is no message of this type.', { param })
    : new Refusal(400, `'${param}' is missing or wrong.`, { param });
}

/** The bytes in an append, or null where they are none. */
export const audioBytes = (audio: unknown): Buffer | null =>
  typeof audio === 'string' && BASE64.test(audio) ? Buffer.from(audio, 'base64') : null;
