import { BrowserWindow, powerSaveBlocker } from 'electron';
import type { ExportState } from '../../../model/export.ts';
import type { Studio } from '../../../studio/studio.ts';

/** No bar at all: https://www.electronjs.org/docs/latest/api/browser-window#winsetprogressbarprogress-options */
const NONE = -1;

/**
 * Shows in dock and taskbar how far the exports are, and keeps the machine from falling asleep over them; its screen may
 * go dark. Exports that a person paused, or that failed, keep nothing awake.
 */
export async function showExports({ handlers, sources }: Pick<Studio, 'handlers' | 'sources'>): Promise<void> {
  const states = new Map<string, ExportState>();
  let blocker: number | null = null;
  const take = (state: ExportState) => {
    if (under(state)) states.set(state.job, state);
    else states.delete(state.job);
    const all = [...states.values()];
    for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(progress(all));
    const busy = all.length > 0;
    if (busy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!busy && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
  sources.export.changed(take);
  // Some went on from the last time before anybody could listen.
  for (const state of await handlers.export.list(undefined)) if (!states.has(state.job)) take(state);
}

const under = ({ phase }: ExportState) => phase === 'waiting' || phase === 'working';

/** From 0 to 1, over all exports that are under way: each counts alike. */
function progress(states: readonly ExportState[]): number {
  if (states.length === 0) return NONE;
  const shares = states.map((state) => ('done' in state && state.segments > 0 ? state.done / state.segments : 0));
  return shares.reduce((sum, share) => sum + share, 0) / states.length;
}
