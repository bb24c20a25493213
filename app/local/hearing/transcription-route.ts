import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Route, sendJson } from '../http/exchange.ts';
import type { Recogniser } from './recogniser.ts';
import { recordingOf } from './recording.ts';
import { transcriptionOrder } from './transcription-order.ts';
import { transcriptionReply } from './transcription-reply.ts';
import { readUpload } from './upload.ts';

/**
 * POST /v1/audio/transcriptions, and /v1/audio/translations just as well: what is understood is English, and a
 * translation is always into it. The recording lies in a folder of its own in `temporary` meanwhile.
 */
export function transcriptionRoute(recogniser: Recogniser, temporary: string): Route {
  return {
    method: 'POST',
    async answer({ request, response, signal }) {
      const folder = await mkdtemp(join(temporary, 'lectern-upload-'));
      try {
        const file = join(folder, 'recording');
        const order = transcriptionOrder(await readUpload(request, file, signal));
        await recogniser.ready();
        const heard = await recogniser.hear(recordingOf(file), signal);
        sendJson(response, 200, transcriptionReply(heard, order));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
