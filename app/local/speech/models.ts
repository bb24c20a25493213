import type { Engine } from '../voices/engine.ts';
import { Refusal } from '../http/refusal.ts';

/** Speech models that Together documents (models page, audio/speech reference); a client may well ask for one here. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'canopylabs/orpheus-3b-0.1-ft',
  'hexgrad/Kokoro-82M',
  'cartesia/sonic',
  'cartesia/sonic-2',
  'cartesia/sonic-3',
  'cartesia/sonic-english',
  'deepgram/deepgram-aura-2',
  'minimax/speech-2.6-turbo',
  'minimax/speech-2.8-turbo',
  'rime-labs/rime-arcana-v2',
  'rime-labs/rime-arcana-v3',
  'rime-labs/rime-arcana-v3-turbo',
  'rime-labs/rime-mist-v2',
  'rime-labs/rime-mist-v3',
]);

/** The engine behind a model's name. Throws the Refusal that Together has for a model it does not run. */
export function engineOf(engines: readonly Engine[], model: string): Engine {
  const engine = engines.find((engine) => engine.model === model);
  if (engine) return engine;
  const own = `This service runs offline and has only ${engines.map(({ model }) => model).join(' and ')}.`;
  if (ELSEWHERE.has(model)) {
    throw new Refusal(400, `Model '${model}' is not available here. ${own}`, {
      param: 'model',
      code: 'model_not_available',
    });
  }
  throw new Refusal(404, `There is no model '${model}'. ${own}`, { param: 'model', code: 'model_not_found' });
}

/** What an engine wants for a voice's name or id. Throws the Refusal that Together has for a voice it does not know. */
export async function voiceOf(engine: Engine, voice: string, language: string): Promise<string> {
  const found = await engine.find(voice, language);
  if (found !== null) return found;
  throw voice === 'auto'
    ? new Refusal(400, `Model '${engine.model}' has no voice for the language '${language}'.`, { param: 'language' })
    : new Refusal(400, `Voice '${voice}' is not available for model '${engine.model}'.`, { param: 'voice' });
}
