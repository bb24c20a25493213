import type { Clock } from '../http/clock.ts';
import { refusalOf } from '../http/refusal.ts';
import type { SocketRoute } from '../http/sockets.ts';
import { RealtimeSession } from './realtime-session.ts';
import { realtimeSettings } from './realtime-settings.ts';
import type { Recogniser } from './recogniser.ts';

/** Together's code for a session that nobody can serve; a client need not come again. */
const NOBODY = 4503;

/**
 * WebSocket /v1/realtime: what is said, turn by turn. A session that cannot be had ends with its first event, a
 * `failed` that tells why: with code 4503 where there is no recogniser, otherwise 1000.
 */
export function realtimeSocket(recogniser: Recogniser, clock: Clock): SocketRoute {
  return async (connection) => {
    try {
      const settings = realtimeSettings(connection.url.searchParams);
      await recogniser.ready();
      await new RealtimeSession({ connection, recogniser, clock, settings }).run();
    } catch (failure) {
      const refusal = refusalOf(failure);
      connection.send({ type: 'conversation.item.input_audio_transcription.failed', ...refusal.toJSON() });
      connection.close(refusal.status === 503 ? NOBODY : 1000);
    }
  };
}
