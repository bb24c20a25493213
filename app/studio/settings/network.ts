import type { Handlers } from '../../ipc/shapes.ts';
import type { Settings } from '../../store/settings.ts';
import type { FindProxy } from '../../together/http/roads.ts';
import { isLoopback } from '../../together/http/base-url.ts';
import type { Host } from '../host.ts';

/** The way from here to the service, as a person chose it; never through a proxy to this very machine. */
export function findProxy({ roads, baseUrl }: Pick<Host, 'roads' | 'baseUrl'>, settings: Settings): FindProxy {
  // An address that cannot be used is told of when the client is made.
  const address = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!address || isLoopback(address)) return async () => null;
  return async () => roads.proxyFor(address, settings.read().proxy);
}

export function networkHandlers(
  { roads }: Pick<Host, 'roads'>,
  settings: Settings,
): Pick<Handlers['settings'], 'network' | 'chooseProxy'> {
  return {
    network: () => ({ proxy: settings.read().proxy, pac: roads.pac }),
    chooseProxy: ({ proxy }) => ({ proxy: settings.change({ proxy }).proxy, pac: roads.pac }),
  };
}
