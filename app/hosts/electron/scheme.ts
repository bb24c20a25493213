import { protocol } from 'electron';
import { securityHeaders } from '../node/headers.ts';
import type { Language } from '../../model/language.ts';
import { bodyOf, type Page } from '../node/pages.ts';
import { isOwnPage, SCHEME } from './origin.ts';

/** Must run before the app is ready: https://www.electronjs.org/docs/latest/api/protocol */
export function claimScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/**
 * Serves the built window under our scheme, in the language that a person chose. Names are looked up in a list read at the
 * start; no path is resolved.
 */
export function servePages(pages: ReadonlyMap<string, Page>, language: () => Language | null = () => null): void {
  protocol.handle(SCHEME, ({ url, method }) => {
    const page = isOwnPage(url) && method === 'GET' ? pages.get(new URL(url).pathname) : undefined;
    if (!page) return new Response('There is no such page.', { status: 404, headers: securityHeaders });
    const headers = { ...securityHeaders, 'content-type': page.type };
    return new Response(new Uint8Array(bodyOf(page, language())), { headers });
  });
}
