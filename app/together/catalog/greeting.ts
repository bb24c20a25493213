import { Problem } from '../../model/problem.ts';
import type { Http } from '../http/http.ts';
import { unusable } from '../http/unusable.ts';

/** ms. A list is looked up, not made; whoever waits for it has just pressed a button. */
const HEADERS_TIMEOUT = 15_000;

/**
 * Asks for the list of models and leaves it unread: it costs nothing and is not given without a valid key, as the list
 * of voices often is. Not tried again, since how the first try ends is the answer. Throws a Problem, or the signal's
 * reason; with `asked` in its details where other words suit than for speech.
 */
export async function greet(http: Http, signal: AbortSignal): Promise<void> {
  const call = { method: 'GET', path: '/models', accept: 'application/json' } as const;
  try {
    const { headers, drop } = await http.request({ ...call, signal, timeouts: { headers: HEADERS_TIMEOUT } });
    drop();
    // The page of a hotel that wants a name first has status 200, too.
    if (!/json/i.test(String(headers['content-type']))) throw unusable('no list of models', { got: 'unknown' });
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const { code, message, retryable, details } = thrown;
    throw new Problem(code, message, { retryable, cause: thrown, details: { ...details, asked: 'greeting' } });
  }
}
