import { app } from 'electron';

/** What the desktop's own panel "About Lectern" says. */
export function describeApp(): void {
  app.setAboutPanelOptions({
    applicationName: 'Lectern',
    applicationVersion: app.getVersion(),
    copyright: 'Copyright © 2026 The Lectern authors',
    credits: 'Licensed under MIT. What it is built on is named in THIRD_PARTY_NOTICES.md, with its licences.',
  });
}
