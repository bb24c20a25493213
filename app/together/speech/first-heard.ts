import { unusable } from '../http/unusable.ts';

/**
 * Settles with the first part that is heard, and gives that, what came before it, and the rest: up to there a request
 * may be tried again. Throws the CallProblem `service-reply-unusable` where there is none.
 */
export async function firstHeard<Part>(
  parts: AsyncGenerator<Part, void, undefined>,
  heard: (part: Part) => boolean,
): Promise<AsyncGenerator<Part, void, undefined>> {
  const first: Part[] = [];
  do {
    const next = await parts.next();
    if (next.done) throw unusable('no sound at all', { got: 'nothing' }, { retryable: true });
    first.push(next.value);
  } while (!heard(first.at(-1)!));
  return following(first, parts);
}

async function* following<Part>(
  first: readonly Part[],
  rest: AsyncGenerator<Part, void, undefined>,
): AsyncGenerator<Part, void, undefined> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return();
  }
}
