import { OWN_MODEL } from './hearing/models.ts';
import type { Recogniser } from './hearing/recogniser.ts';
import { type Route, sendJson } from './http/exchange.ts';
import { engineOf } from './speech/models.ts';
import type { Engine } from './voices/engine.ts';

/** GET /v1/voices, of one model with `?model=` and otherwise of all. */
export function voicesRoute(engines: readonly Engine[]): Route {
  const of = async (engine: Engine) => ({ model: engine.model, voices: await engine.voices() });
  return {
    method: 'GET',
    async answer({ response, url }) {
      const model = url.searchParams.get('model');
      sendJson(
        response,
        200,
        model === null ? { data: await Promise.all(engines.map(of)) } : await of(engineOf(engines, model)),
      );
    },
  };
}

/** GET /v1/models: a bare array, as Together answers it; with the recogniser where there is one. */
export function modelsRoute(engines: readonly Engine[], recogniser: Recogniser): Route {
  return {
    method: 'GET',
    async answer({ response }) {
      const hears = await recogniser.ready().then(
        () => true,
        () => false,
      );
      const models = engines.map(({ model, title, license }) => entry(model, 'audio', title, license));
      if (hears) models.push(entry(OWN_MODEL, 'transcribe', 'PocketSphinx', 'BSD-2-Clause'));
      sendJson(response, 200, models);
    },
  };
}

const entry = (id: string, type: 'audio' | 'transcribe', title: string, license: string) => ({
  id,
  object: 'model',
  created: 0,
  type,
  display_name: title,
  organization: 'Lectern',
  license,
  pricing: { hourly: 0, input: 0, output: 0, base: 0, finetune: 0 },
});
