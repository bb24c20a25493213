import { createFlite } from '../../app/local/voices/flite.ts';
import { createSpeechServer } from '../../app/local/server.ts';
import { createPocketsphinx } from '../../app/local/hearing/pocketsphinx.ts';
import { tmpdir } from 'node:os';

const worker = new URL('../../app/local/flite.worker.ts', import.meta.url);

/** A sentence as an offline voice speaks it, as WAV at 16 kHz. */
export async function speechWav(sentence: string): Promise<Uint8Array> {
  const server = createSpeechServer({
    engines: [createFlite({ worker })],
    recogniser: createPocketsphinx({ temporary: tmpdir() }),
    temporary: tmpdir(),
  });
  try {
    const url = await server.listen(0);
    const body = { model: 'lectern/flite', voice: 'slt', input: sentence, response_format: 'wav', sample_rate: 16_000 };
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${url}/v1/audio/speech`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${reply.status}: ${await reply.text()}`);
    return new Uint8Array(await reply.arrayBuffer());
  } finally {
    await server.close();
  }
}
