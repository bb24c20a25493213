import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createTogether, type Together } from '../../app/together/client.ts';

/** A service of noise in another process, see service.child.ts, and our client of it. */
export interface BenchService {
  baseUrl: string;
  client: Together;
  /** When it next sends a sound that was asked for as `late`, in ns of the machine's monotonic clock. */
  sent(): Promise<bigint>;
  stop(): Promise<void>;
}

export async function startService(): Promise<BenchService> {
  const child: ChildProcess = fork(new URL('service.child.ts', import.meta.url), { stdio: 'inherit', execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const client = createTogether({ baseUrl, key: async () => 'none' });
  return {
    baseUrl,
    client,
    sent: async () => BigInt(((await once(child, 'message')) as [{ sent: string }])[0].sent),
    async stop() {
      await client.close();
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** What is asked for; `input` says how it is answered. */
export const REQUEST = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en' };
