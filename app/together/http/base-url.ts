import { Problem } from '../../model/problem.ts';

/**
 * Where the API is, with its version and without a slash at the end: `https://api.together.ai/v1`. Plain http only
 * to this machine, since a key must not travel in the clear. Throws the Problem `address-unusable`.
 */
export function checkedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw refused('is no URL');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) throw refused('is not https');
  if (url.username || url.password) throw refused('holds a name or password');
  if (url.search || url.hash) throw refused('has a query or fragment');
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** Is it this very machine? */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

// The address itself stays out of it: somebody may have pasted a key into it.
const refused = (why: string) => new Problem('address-unusable', `the address of the service ${why}`);
