import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import type { Engine } from '../../app/local/voices/engine.ts';
import { createEspeak } from '../../app/local/voices/espeak.ts';
import { createFlite } from '../../app/local/voices/flite.ts';
import { createPocketsphinx } from '../../app/local/hearing/pocketsphinx.ts';
import type { Recogniser } from '../../app/local/hearing/recogniser.ts';
import { createSpeechServer, type SpeechServerOptions } from '../../app/local/server.ts';

const worker = (name: string) => new URL(`../../app/local/${name}.worker.ts`, import.meta.url);

export const flite = (): Engine => createFlite({ worker: worker('flite') });
export const espeak = (): Engine => createEspeak({ worker: worker('espeak') });

export const pocketsphinx = (command?: string): Recogniser =>
  createPocketsphinx({ temporary: tmpdir(), ...(command !== undefined && { command }) });

export interface Service {
  url: string;
  post(body: unknown, init?: RequestInit): Promise<Response>;
  /** The reply's bytes; throws where it is no 200. */
  sound(body: object): Promise<Uint8Array>;
}

/** A service on a free port, closed when the test or file that asked for it is finished. */
export async function service(
  engines: Engine[],
  finished: (end: () => Promise<void>) => void = onTestFinished,
  options: Partial<SpeechServerOptions> = {},
): Promise<Service> {
  const server = createSpeechServer({ engines, recogniser: pocketsphinx(), temporary: tmpdir(), ...options });
  finished(() => server.close());
  return serviceAt(await server.listen(0));
}

/** A service that runs somewhere. */
export function serviceAt(url: string): Service {
  const post = (body: unknown, init?: RequestInit) =>
    fetch(`${url}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    });
  return {
    url,
    post,
    async sound(body) {
      const reply = await post(body);
      if (!reply.ok) throw new Error(`${reply.status}: ${await reply.text()}`);
      return new Uint8Array(await reply.arrayBuffer());
    },
  };
}

/** The payloads of an event stream's `data:` lines, as they come. */
export async function* events(reply: Response): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const text of reply.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) yield block.replace(/^data: /, '');
  }
  if (rest !== '') throw new Error('the stream ends inside an event');
}
