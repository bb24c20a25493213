import type { Handlers, Sources } from '../ipc/shapes.ts';
import { isCancelled, plainProblem } from '../model/problem.ts';
import type { Updating, UpdateState } from '../model/update.ts';
import type { Settings } from '../store/settings.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';

/** A newer Lectern, from the question to the installation; each step waits for a person's word. */
export interface StudioUpdates {
  readonly handlers: Handlers['update'];
  readonly sources: Sources['update'];
  close(): void;
}

/** Asks at the start where a person allowed that, and says nothing then unless there is something new. */
export function createUpdating(
  { updates, log }: Pick<Host, 'updates' | 'log'>,
  settings: Pick<Settings, 'read' | 'change'>,
): StudioUpdates {
  const news = createNews<UpdateState>();
  let standing: Updating = { phase: updates ? 'idle' : 'unavailable' };
  let load: AbortController | null = null;
  const state = (): UpdateState => ({ ...standing, automatic: settings.read().automaticUpdates });
  const become = (next: Updating) => {
    standing = next;
    news.tell(state());
  };
  const failed = (thrown: unknown) => {
    log('update-failed', { code: plainProblem(thrown).code });
    become({ phase: 'failed', problem: plainProblem(thrown) });
  };

  async function check({ quietly }: { quietly: boolean }): Promise<void> {
    if (!updates || !['idle', 'current', 'found', 'failed'].includes(standing.phase)) return;
    become({ phase: quietly ? 'idle' : 'checking' });
    try {
      const release = await updates.check(settings.read().proxy);
      if (release) become({ phase: 'found', release });
      else if (!quietly) become({ phase: 'current' });
    } catch (thrown) {
      if (!quietly) failed(thrown);
    }
  }

  async function download(): Promise<void> {
    if (!updates || standing.phase !== 'found') return;
    const { release } = standing;
    load = new AbortController();
    become({ phase: 'loading', release, share: 0 });
    try {
      const tell = (share: number) => become({ phase: 'loading', release, share });
      await updates.download(tell, load.signal, settings.read().proxy);
      become({ phase: 'ready', release });
    } catch (thrown) {
      if (isCancelled(thrown)) become({ phase: 'found', release });
      else failed(thrown);
    }
  }

  if (settings.read().automaticUpdates) void check({ quietly: true });
  return {
    handlers: {
      state,
      // Whoever asks hears of it by the news: a window must not wait for a network.
      check: () => void check({ quietly: false }),
      download: () => void download(),
      cancel: () => load?.abort(),
      install: () => (standing.phase === 'ready' ? updates?.install() : undefined),
      dismiss: () =>
        ['current', 'found', 'failed', 'ready'].includes(standing.phase) ? become({ phase: 'idle' }) : undefined,
      choose({ automatic }) {
        settings.change({ automaticUpdates: automatic });
        news.tell(state());
      },
    },
    sources: { changed: news.listen },
    close: () => load?.abort(),
  };
}
