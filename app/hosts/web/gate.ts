import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Rate } from './rate.ts';

/** 256 bits: nobody guesses it. */
const secret = () => randomBytes(32).toString('base64url');

/** Who may talk to the web host: this machine's browser, with the page we served, opened through a link we gave. */
export interface Gate {
  /** A fresh link; it opens once. */
  link(): string;
  /** Does the request come to our own name, and from our own page or from none at all? */
  ours(request: IncomingMessage, need?: { origin: boolean }): boolean;
  /**
   * Has whoever asks asked for too much lately? Who has no cookie shares what is left with all who have none; an open link
   * is heard all the same, so that nobody is locked out by the noise of others.
   */
  pressed(request: IncomingMessage): boolean;
  /** Has the browser come through a link before? */
  known(request: IncomingMessage): boolean;
  /** The cookie for the bearer of an unused token, or null. The token is spent by it. */
  admit(token: string): string | null;
}

/** A page loads in some ten requests; nobody types a link more than once a second. */
const RATES = { known: { perSecond: 200, atOnce: 1_000 }, strangers: { perSecond: 10, atOnce: 100 } };
/** How many links may stand open at a time; the oldest lapses first. */
const MOST_LINKS = 8;

/** `strangers`: other than the usual rate of those without the cookie. */
export function createGate(port: number, strangers = RATES.strangers): Gate {
  // Browsers leave out the port that the scheme has anyway.
  const suffix = port === 80 ? '' : `:${port}`;
  const hosts = [`127.0.0.1${suffix}`, `localhost${suffix}`];
  const origins = hosts.map((host) => `http://${host}`);
  // Cookies are shared by all ports of a name: without the port in it, a second Lectern would lock the first out.
  const cookie = `lectern-${port}`;
  const session = secret();
  const tokens: string[] = [];
  const rates = { known: new Rate(RATES.known), strangers: new Rate(strangers) };
  const known = ({ headers }: IncomingMessage) =>
    cookies(headers.cookie).some(([name, value]) => name === cookie && same(value, session));

  return {
    link() {
      tokens.push(secret());
      if (tokens.length > MOST_LINKS) tokens.shift();
      return `${origins[0]}/?token=${tokens.at(-1)}`;
    },
    ours({ headers }, need = { origin: false }) {
      // A name that merely resolves to 127.0.0.1 (DNS rebinding) arrives with that name as its Host.
      if (!hosts.includes(headers.host ?? '')) return false;
      if (headers.origin !== undefined || need.origin) return origins.includes(headers.origin ?? '');
      // Only a person's own click or typing may come from elsewhere, and only to a window of its own.
      const site = headers['sec-fetch-site'] ?? 'none';
      const opened = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
      return site === 'same-origin' || site === 'none' || opened;
    },
    known,
    pressed(request) {
      if (known(request)) return rates.known.take() > 0;
      const token = tokenOf(request.url);
      return !(token && tokens.some((open) => same(open, token))) && rates.strangers.take() > 0;
    },
    admit(token) {
      const at = tokens.findIndex((open) => same(open, token));
      if (at < 0) return null;
      tokens.splice(at, 1);
      return `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}

/** What a link bears. */
export const tokenOf = (url = '') => /^\/\?token=([\w-]{1,100})$/.exec(url)?.[1];

function cookies(header = ''): [string, string][] {
  return header.split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return [name, value.join('=')];
  });
}

/** Compared in constant time, so that a reply's delay tells nothing about a guess. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
