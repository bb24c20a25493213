import { expect, onTestFinished } from 'vitest';
import type { Together, TogetherOptions } from '../../app/together/client.ts';
import type { Clock } from '../../app/together/http/clock.ts';
import type { Live } from '../../app/together/live/live.ts';
import type { LiveSettings } from '../../app/together/live/live-request.ts';
import type { Speech, SpokenWord } from '../../app/model/speech.ts';
import { type LiveServer, type LiveServerOptions, startLiveServer } from './live-server.ts';
import { clientOf } from './together.ts';
import { QuickTime } from './quick-time.ts';

export const SETTINGS: LiveSettings = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };

export interface LivePair<Time extends Clock> {
  server: LiveServer;
  client: Together;
  live: Live;
  time: Time;
  logged: string[];
}

/** A service, and a client that speaks through it; both are gone when the test is, and nothing of them is left. */
export async function startLivePair<Time extends Clock & { sleepers: number } = QuickTime>(
  server: LiveServerOptions = {},
  {
    settings = {},
    time = new QuickTime() as never,
    ...options
  }: {
    settings?: Partial<LiveSettings>;
    time?: Time;
  } & Partial<TogetherOptions> = {},
): Promise<LivePair<Time>> {
  const running = await startLiveServer(server);
  const { client, logged } = clientOf(running.url, { clock: time, ...options });
  onTestFinished(async () => {
    await client.close();
    expect(time.sleepers).toBe(0);
    await running.stop();
  });
  return { server: running, client, live: client.live({ ...SETTINGS, ...settings }), time, logged };
}

export interface Heard {
  samples: Int16Array;
  words: SpokenWord[];
  /** What it ended with. */
  failure: Error | null;
}

/** All of a stream of speech. */
export async function heardOf(speech: AsyncIterable<Speech>): Promise<Heard> {
  const parts: Int16Array[] = [];
  const words: SpokenWord[] = [];
  const heard = (failure: Error | null): Heard => {
    const samples = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
    parts.reduce((at, part) => (samples.set(part, at), at + part.length), 0);
    return { samples, words, failure };
  };
  try {
    for await (const part of speech) {
      if ('samples' in part) parts.push(part.samples);
      else words.push(...part.words);
    }
    return heard(null);
  } catch (failure) {
    return heard(failure as Error);
  }
}

/** Never aborted. */
export const never = (): AbortSignal => new AbortController().signal;
