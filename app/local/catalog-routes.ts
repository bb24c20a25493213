import type { Engine } from './engine.ts';
import { type Route, sendJson } from './exchange.ts';
import { engineOf } from './models.ts';

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

/** GET /v1/models: a bare array, as Together answers it. */
export function modelsRoute(engines: readonly Engine[]): Route {
  return {
    method: 'GET',
    async answer({ response }) {
      const models = engines.map(({ model, title, license }) => ({
        id: model,
        object: 'model',
        created: 0,
        type: 'audio',
        display_name: title,
        organization: 'Lectern',
        license,
        pricing: { hourly: 0, input: 0, output: 0, base: 0, finetune: 0 },
      }));
      sendJson(response, 200, models);
    },
  };
}
