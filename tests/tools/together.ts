import { onTestFinished } from 'vitest';
import type { Clock } from '../../app/together/http/clock.ts';
import { createTogether, type Together, type TogetherOptions } from '../../app/together/client.ts';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { type Answer, type FaultServer, startFaultServer } from './fault-server.ts';

export const KEY = 'tgp_v1_4fQ9kLm2Zx8';

export const REQUEST = {
  model: 'hexgrad/Kokoro-82M',
  voice: 'af_heart',
  language: 'en-us',
  input: 'It was a bright cold day in April.',
};

export const SAMPLES = Int16Array.from({ length: 2400 }, (_, i) => Math.round(9000 * Math.sin(i / 9)));
export const SOUND = Buffer.from(SAMPLES.buffer);
export const WAV = Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: SAMPLES.length }), SOUND]);

/** A clock that stands still but for the waits that it is asked for; they are over at once. */
export function movedClock(now = 0): Clock & { waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    date: () => now,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
}

/** A client of the service at `url`, and every line of its log, as JSON. */
export function clientOf(
  url: string,
  options: Partial<TogetherOptions> & Pick<TogetherOptions, 'clock'>,
): { client: Together; logged: string[] } {
  const logged: string[] = [];
  const client = createTogether({
    baseUrl: `${url}/v1`,
    key: async () => KEY,
    random: () => 0.5,
    log: (event, numbers) => logged.push(JSON.stringify({ event, ...numbers })),
    ...options,
  });
  return { client, logged };
}

export interface Pair {
  server: FaultServer;
  client: Together;
  clock: ReturnType<typeof movedClock>;
  /** Every line of the client's log, as JSON. */
  logged: string[];
  signal: AbortSignal;
  abort(reason?: unknown): void;
}

/** A server that answers so, and a client of it; both are gone when the test is. */
export async function startPair(answer: Answer, options: Partial<TogetherOptions> = {}): Promise<Pair> {
  const server = await startFaultServer(answer);
  const clock = movedClock(Date.parse('Sat, 21 Nov 2026 10:00:00 GMT'));
  const controller = new AbortController();
  const { client, logged } = clientOf(server.url, { clock, ...options });
  onTestFinished(async () => {
    await client.close();
    await server.stop();
  });
  return { server, client, clock, logged, signal: controller.signal, abort: (reason) => controller.abort(reason) };
}

/** All samples of REQUEST, or what speaking it failed with; as one reply, or as a stream. */
export async function spoken(
  { client, signal }: Pick<Pair, 'client' | 'signal'>,
  way: 'speak' | 'stream' = 'speak',
): Promise<Int16Array | Error> {
  const samples: number[] = [];
  try {
    for await (const part of client[way](REQUEST, signal)) if ('samples' in part) samples.push(...part.samples);
    return Int16Array.from(samples);
  } catch (failure) {
    return failure as Error;
  }
}
