import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../model/problem.ts';
import { openStudio } from '../../studio/studio.ts';
import { freeName } from '../node/free-name.ts';
import { exportFolder, type Environment } from '../node/folders.ts';
import { nodeHost } from '../node/host.ts';
import { places } from '../node/places.ts';
import { startWebHost } from '../web/host.ts';
import { openUploads } from '../web/uploads.ts';

/** Runs the window for this machine's browser until the signal. Prints its link to stdout. */
export async function serveWeb(
  { port, open }: { port: number; open: boolean },
  environment: Environment,
  signal: AbortSignal,
): Promise<string> {
  const pages = fileURLToPath(places.pages);
  if (!existsSync(pages)) throw new Problem('window-unbuilt', `no pages in ${pages}`);
  const exports = exportFolder(environment);
  const given = new Set<string>();
  const uploads = await openUploads(tmpdir());
  try {
    const host = nodeHost(environment, {
      name: 'web',
      redeem: (ticket) => uploads.redeem(ticket),
      async destination(suggested) {
        await mkdir(exports, { recursive: true });
        return freeName(exports, suggested, given);
      },
      // A browser page can't point at a file; its folder is the nearest there is.
      reveal: async () => openInBrowser(environment, exports),
    });
    const studio = await openStudio(host);
    try {
      const web = await startWebHost({ studio, uploads, pages, port });
      const link = web.link();
      process.stdout.write(`${link}\n`);
      if (open) openInBrowser(environment, link);
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      await web.close();
      return '';
    } finally {
      await studio.close();
    }
  } finally {
    await uploads.close();
  }
}

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer', linux: 'xdg-open' };

/** Asks the desktop to open something; where there is no desktop the printed link is all there is, and enough. */
function openInBrowser(environment: Environment, target: string): void {
  const opener = openers[process.platform];
  if (!opener || (process.platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY'])) return;
  spawn(opener, [target], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
