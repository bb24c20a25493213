import * as v from 'valibot';

/** Two-way passage of structured-clonable messages; whatever carries them keeps their order. */
export interface Wire {
  send(message: unknown): void;
  /** Hears messages until the returned function is called. */
  receive(listener: (message: unknown) => void): () => void;
  /** Calls once, when no message can pass any more. */
  closed(listener: () => void): void;
}

export const requestShape = v.object({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  call: v.pipe(v.string(), v.maxLength(100)),
  input: v.optional(v.unknown()),
});

const problemShape = v.object({
  code: v.string(),
  message: v.string(),
  retryable: v.boolean(),
  details: v.record(v.string(), v.union([v.string(), v.number()])),
});

/** What the app's side sends: the reply to a request, its problem, or news. */
export const newsShape = v.union([
  v.object({ id: v.number(), problem: problemShape }),
  v.object({ id: v.number(), value: v.optional(v.unknown()) }),
  v.object({ event: v.string(), value: v.optional(v.unknown()) }),
]);
