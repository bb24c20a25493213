import { open } from 'node:fs/promises';
import type { Pcm } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import type { Take } from '../model/take.ts';
import { BLOCK_FRAMES, readFrames } from './sound-file.ts';

export interface ReadOptions {
  fromFrame?: number;
  signal?: AbortSignal;
}

/** See `Takes.read`; `forget` is called where the file has gone or been cut. */
export async function* readTake(
  take: Take,
  { fromFrame = 0, signal }: ReadOptions = {},
  forget: () => void,
): AsyncGenerator<Pcm, void, undefined> {
  signal?.throwIfAborted();
  const damaged = (cause?: unknown) => {
    forget();
    return new Problem('library-damaged', 'a take has gone or is cut short', { retryable: true, cause });
  };
  const handle = await open(take.path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw damaged(cause);
    throw new Problem('file-unreadable', 'a take cannot be opened', { cause, details: { path: take.path } });
  });
  try {
    for (let frame = fromFrame; frame < take.frames;) {
      signal?.throwIfAborted();
      const samples = await readFrames(handle, frame, Math.min(BLOCK_FRAMES, take.frames - frame));
      if (samples.length === 0) throw damaged();
      yield { rate: take.rate, channels: 1, samples };
      frame += samples.length;
    }
  } finally {
    await handle.close();
  }
}
