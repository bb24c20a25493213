import type { FileProgress } from '../model/dictation.ts';
import type { Transcript } from '../model/transcript.ts';
import type { Together } from '../together/client.ts';
import { sendable } from './conversion.ts';

/** A recording that is to be written down. */
export interface Order {
  path: string;
  model: string;
  /** Null where the service shall find out. */
  language: string | null;
  /** Into English. */
  translate: boolean;
  /** Tells speakers apart. */
  speakers: boolean;
  /** Words to expect. */
  words: readonly string[];
  /** With the times of words and segments. */
  timed: boolean;
}

interface Sending {
  /** Where a converted file lies meanwhile. */
  temporary: string;
  signal: AbortSignal;
  tell(phase: FileProgress['phase'], share: number): void;
}

/** What is said in a recording, which is converted first where the service does not take it. Throws the Problems of both. */
export async function transcribed(service: Together, order: Order, sending: Sending): Promise<Transcript> {
  const { model, language, translate, speakers, words, timed } = order;
  const { temporary, signal, tell } = sending;
  const ready = await sendable(order.path, { temporary, signal, converting: () => tell('converting', 0) });
  tell('sending', 0);
  try {
    const request = {
      model,
      recording: { file: ready.path },
      ...(words.length > 0 && { prompt: words.join(', ') }),
      progress: (share: number) => tell(share < 1 ? 'sending' : 'writing', share),
    };
    if (translate) return await service.translate({ ...request, language: 'en', times: ['segment'] }, signal);
    const wanted = { ...(language !== null && { language }), ...(speakers && { speakers: {} }) };
    const times = timed ? (['segment', 'word'] as const) : [];
    return await service.transcribe({ ...request, ...wanted, times }, signal);
  } finally {
    await ready.drop();
  }
}
