import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater, CancellationToken, UpdateInfo } from 'electron-updater';
import { Problem } from '../../model/problem.ts';
import type { Release } from '../../model/update.ts';
import type { Updates } from '../../studio/host.ts';
import type { Environment } from '../node/folders.ts';
import type { Leaving } from './leaving.ts';
import { configOf } from './roads.ts';

/** Notes longer than that, in characters, are cut: nobody reads them in a window. */
const LONGEST_NOTES = 20_000;

/** What electron-updater is, once it is needed. */
export interface Updater {
  updater: AppUpdater;
  token(): CancellationToken;
}

/** Null where this copy has no place from which new ones would come, or is not a kind of package that can be exchanged. */
export function electronUpdates(environment: Environment, leaving: Pick<Leaving, 'go'>): Updates | undefined {
  // electron-builder writes it into packages that are published.
  const source = join(process.resourcesPath ?? '', 'app-update.yml');
  const exchangeable = process.platform !== 'linux' || Boolean(environment['APPIMAGE']);
  if (!app.isPackaged || !exchangeable || !existsSync(source)) return undefined;
  return updatesThrough(loadUpdater, leaving);
}

/** Loaded with the first question, not with the app. */
async function loadUpdater(): Promise<Updater> {
  const { default: library } = await import('electron-updater');
  return { updater: library.autoUpdater, token: () => new library.CancellationToken() };
}

/** Each step by electron-updater: it checks what it fetched by its sum, and on Windows and macOS by who signed it. */
export function updatesThrough(load: () => Promise<Updater>, leaving: Pick<Leaving, 'go'>): Updates {
  let loading: Promise<Updater> | null = null;
  const ready = () => (loading ??= load().then((loaded) => (obedient(loaded.updater), loaded)));
  return {
    async check(way) {
      try {
        const { updater } = await ready();
        await updater.netSession.setProxy(configOf(way));
        const found = await updater.checkForUpdates();
        return found?.isUpdateAvailable ? releaseOf(found.updateInfo) : null;
      } catch (thrown) {
        throw failure('check', thrown);
      }
    },
    async download(tell, signal, way) {
      const { updater, token } = await ready();
      const stop = token();
      const cancel = () => stop.cancel();
      const progress = ({ percent }: { percent: number }) => tell(Math.min(1, percent / 100));
      signal.addEventListener('abort', cancel);
      updater.on('download-progress', progress);
      try {
        await updater.netSession.setProxy(configOf(way));
        signal.throwIfAborted();
        await updater.downloadUpdate(stop);
      } catch (thrown) {
        signal.throwIfAborted();
        throw failure('download', thrown);
      } finally {
        signal.removeEventListener('abort', cancel);
        updater.off('download-progress', progress);
      }
    },
    install: () =>
      leaving.go(async () => {
        const { updater } = await ready();
        // What is here still works: it is started again.
        updater.once('error', () => {
          app.relaunch();
          app.exit();
        });
        updater.quitAndInstall(false, true);
      }),
  };
}

/** Nothing happens by itself, nothing is logged, and nobody is told who asks. */
function obedient(updater: AppUpdater): void {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.logger = null;
  // A number that stays the same would go along with each question; whose turn it is, is reckoned here.
  updater.requestHeaders = { 'x-user-staging-id': '' };
}

function releaseOf({ version, releaseNotes }: UpdateInfo): Release {
  const notes =
    typeof releaseNotes === 'string' ? releaseNotes : (releaseNotes ?? []).map(({ note }) => note).join('\n');
  // GitHub's own are HTML; ours are Markdown.
  return {
    version,
    notes: notes
      .replace(/<[^>]*>/g, '')
      .trim()
      .slice(0, LONGEST_NOTES),
  };
}

function failure(step: 'check' | 'download', cause: unknown): Problem {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new Problem('update-failed', `${step}: ${code}`, { retryable: true, cause, details: { step } });
}
