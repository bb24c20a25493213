import { app, type Session, session, shell, type WebContents } from 'electron';
import { isOwnPage } from './origin.ts';

/** Where the window may send a person's own browser; anything else is not opened. */
const allowedOutside: ReadonlySet<string> = new Set([
  'https://together.ai',
  'https://www.together.ai',
  'https://api.together.ai',
  'https://docs.together.ai',
]);

/**
 * Everything a page could do beyond showing itself is refused: navigation, windows, webviews, permissions, devices,
 * downloads, and any network but its own files. https://www.electronjs.org/docs/latest/tutorial/security
 */
export function guardEverything(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
  guardSession(session.defaultSession);
}

function guardSession(window: Session): void {
  window.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  window.setPermissionCheckHandler(() => false);
  window.setDevicePermissionHandler(() => false);
  window.on('will-download', (event) => event.preventDefault());
  window.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwnPage(url) && !isDeveloperTool(url) }));
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Neither the policy of the pages nor a request's listener sees what WebRTC sends.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

/** Opens a page in the person's own browser, if it is one of those that may be. */
export function openOutside(url: string): void {
  const outside = URL.parse(url);
  if (outside && allowedOutside.has(outside.origin)) void shell.openExternal(outside.href);
}

function stay(event: { url: string; preventDefault(): void }): void {
  if (!isOwnPage(event.url)) event.preventDefault();
}

/** Not in a packaged app, whose windows have none. */
const isDeveloperTool = (url: string) => !app.isPackaged && url.startsWith('devtools:');
