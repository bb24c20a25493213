import { session } from 'electron';
import { Problem } from '../../model/problem.ts';
import type { ProxyWish } from '../../model/network.ts';
import type { Roads } from '../../studio/host.ts';
import { proxyUrl } from '../node/roads.ts';

/** What Chromium knows of proxies: the system's settings, with whatever finds them, and files that do. */
export function electronRoads(): Roads {
  // A session of its own: that of the windows has no network at all.
  const finder = () => session.fromPartition('proxies');
  let set = '';
  const follow = async (config: Electron.ProxyConfig) => {
    const wanted = JSON.stringify(config);
    if (wanted === set) return;
    await finder().setProxy(config);
    await finder().forceReloadProxyConfig();
    set = wanted;
  };
  return {
    pac: true,
    async proxyFor(address, wish) {
      if (wish.kind === 'none') return null;
      if (wish.kind === 'server') return proxyUrl(wish.address);
      await follow(configOf(wish));
      return firstOf(await finder().resolveProxy(address.href));
    },
  };
}

/** What makes a session of Chromium's go the way that somebody wishes. */
export function configOf(wish: ProxyWish): Electron.ProxyConfig {
  switch (wish.kind) {
    case 'none':
      return { mode: 'direct' };
    case 'system':
      return { mode: 'system' };
    case 'server':
      return { mode: 'fixed_servers', proxyRules: wish.address };
    case 'pac':
      return { mode: 'pac_script', pacScript: wish.address };
  }
}

/** The first of a list such as `PROXY proxy.example:3128; DIRECT`. Throws the Problem `proxy-unusable` for SOCKS. */
function firstOf(list: string): URL | null {
  const [kind = '', place = ''] = list.split(';')[0]!.trim().split(/\s+/);
  switch (kind.toUpperCase()) {
    case '':
    case 'DIRECT':
      return null;
    case 'PROXY':
    case 'HTTP':
      return proxyUrl(place);
    case 'HTTPS':
      return proxyUrl(`https://${place}`);
    default:
      throw new Problem('proxy-unusable', 'the proxy is none that HTTP can go through');
  }
}
