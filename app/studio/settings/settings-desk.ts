import type { Handlers } from '../../ipc/shapes.ts';
import type { Settings } from '../../store/settings.ts';
import type { Desk } from '../desk.ts';
import type { Dictating } from '../dictating.ts';
import type { Host } from '../host.ts';
import type { Listening } from '../listening.ts';
import type { Services } from '../services.ts';
import { createHealth } from './health.ts';
import { networkHandlers } from './network.ts';
import { createStorage, type StorageNeeds } from './storage.ts';
import type { UsualVoices } from './usual-voices.ts';

interface Needs extends Omit<StorageNeeds, 'data' | 'archive' | 'now'> {
  host: Host;
  settings: Settings;
  services: Pick<Services, 'at'>;
  usual: UsualVoices;
  desk: Pick<Desk, 'handlers'>;
  listening: Pick<Listening, 'handlers'>;
  dictating: Pick<Dictating, 'handlers' | 'sources' | 'archive'>;
  purse: { spentThisMonth(): number };
}

/** ms; the client itself gives up earlier, but for what nobody thought of. */
const PATIENCE = 60_000;

/** What the settings ask besides what other groups answer. */
export function createSettingsDesk(needs: Needs): Handlers['settings'] {
  const { host, settings, services, usual, desk, listening, dictating, purse, ...stored } = needs;
  return {
    async test({ service }) {
      const begun = performance.now();
      await (await services.at(service)).greet(AbortSignal.timeout(PATIENCE));
      return { ms: Math.round(performance.now() - begun) };
    },
    ...usual.handlers,
    ...networkHandlers(host, settings),
    ...createStorage({ ...stored, data: host.data, archive: dictating.archive, now: Date.now }),
    ...createHealth({
      ...{ host, settings },
      status: () => desk.handlers.status(undefined),
      meters: () => listening.handlers.meters(undefined),
      outputs: () => listening.handlers.outputs(undefined),
      inputs: () => dictating.handlers.inputs(undefined),
      dictation: () => dictating.handlers.settings(undefined),
      dictated: dictating.sources.changed,
      spent: () => purse.spentThisMonth(),
      now: () => performance.now(),
    }),
  };
}
