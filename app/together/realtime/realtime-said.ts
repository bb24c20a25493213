import * as v from 'valibot';

const maybe = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.fallback(v.nullable(schema), null), null);
const number = maybe(v.pipe(v.number(), v.finite()));
const string = maybe(v.string());
const name = maybe(
  v.pipe(
    v.union([v.string(), v.number()]),
    v.transform((id) => String(id)),
  ),
);
const failure = v.object({ message: string, type: string, param: string, code: string });

const PREFIX = 'conversation.item.input_audio_transcription.';

/** An event of the service, as tolerant as the documents differ: each shape of it leaves out something else. */
const shape = v.pipe(
  v.object({
    type: v.string(),
    item_id: name,
    delta: string,
    transcript: string,
    start: number,
    duration: number,
    event_type: string,
    end_of_turn_confidence: number,
    processed_ms: number,
    session: maybe(v.object({ id: name })),
    message: string,
    code: string,
    error: maybe(
      v.union([
        v.pipe(
          v.string(),
          v.transform((message) => ({ message, type: null, param: null, code: null })),
        ),
        failure,
      ]),
    ),
  }),
  v.transform(({ type, item_id: item, delta, transcript, ...rest }) => ({
    type: type.replace(PREFIX, ''),
    item,
    // The documents put a partial text under `delta`, a client in wide use reads `transcript`.
    text: (transcript ?? delta ?? '').trim(),
    start: rest.start,
    duration: rest.duration,
    /** Of which event of a turn a failure tells; null where it is the session that failed. */
    turnEvent: rest.event_type,
    confidence: rest.end_of_turn_confidence,
    processed: rest.processed_ms,
    session: rest.session?.id ?? null,
    error: rest.error ?? { message: rest.message, type: null, param: null, code: rest.code },
  })),
);

export type Said = v.InferOutput<typeof shape>;
export type SaidError = Said['error'];

/** An event of the service, its type without the long prefix; null for what is none. */
export function saidOf(message: unknown): Said | null {
  const parsed = v.safeParse(shape, message);
  return parsed.success ? parsed.output : null;
}
