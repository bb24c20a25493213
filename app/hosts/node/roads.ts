import { Problem } from '../../model/problem.ts';
import type { Roads } from '../../studio/host.ts';
import type { Environment } from './folders.ts';

/**
 * Outside Electron the system's word is the environment's: HTTPS_PROXY or HTTP_PROXY, ALL_PROXY, and NO_PROXY with its
 * list of names, as curl has it. Nobody here can follow a file that finds a proxy.
 */
export function nodeRoads(environment: Environment): Roads {
  return {
    pac: false,
    async proxyFor(address, wish) {
      if (wish.kind === 'none') return null;
      if (wish.kind === 'server') return proxyUrl(wish.address);
      if (wish.kind === 'pac') throw new Problem('proxy-unusable', 'a PAC file needs the desktop app');
      const given = fromEnvironment(environment, address);
      return given === null ? null : proxyUrl(given);
    },
  };
}

/** `host:port`, or the same as a URL, as the URL of an HTTP proxy. Throws the Problem `proxy-unusable`. */
export function proxyUrl(text: string): URL {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '') return url;
  throw new Problem('proxy-unusable', 'the proxy is none that HTTP can go through');
}

function fromEnvironment(environment: Environment, address: URL): string | null {
  const value = (name: string) => environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || null;
  if (isExcepted(address, value('NO_PROXY') ?? '')) return null;
  return (address.protocol === 'https:' ? value('HTTPS_PROXY') : value('HTTP_PROXY')) ?? value('ALL_PROXY');
}

/** A name in the list stands for all that ends in it; `*` for everything; a port, where there is one, has to fit. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = '', entryPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase())!;
      if (entry === '*') return true;
      if (name === '' || (entryPort !== undefined && entryPort !== ownPort)) return false;
      return hostname === name || hostname.endsWith(`.${name}`);
    });
}
