import { app, globalShortcut } from 'electron';
import type { Shortcut } from '../../../model/dictation.ts';

/** Keys that are heard wherever a person is. */
export interface GlobalKeys {
  /** Has these heard in the place of those before; answers those that somebody else has, or that the desktop refuses. */
  hear(keys: readonly Shortcut[]): Shortcut[];
  pressed: (keys: Shortcut) => void;
}

/** On Wayland they go through the desktop's portal, which asks a person: see `claimPortal`. */
export function globalKeys(): GlobalKeys {
  app.on('will-quit', () => globalShortcut.unregisterAll());
  const all: GlobalKeys = {
    pressed: () => undefined,
    hear(keys) {
      globalShortcut.unregisterAll();
      return keys.filter((one) => !registered(one, () => all.pressed(one)));
    },
  };
  return all;
}

/** Before the app is ready: https://www.electronjs.org/docs/latest/api/global-shortcut */
export const claimPortal = () => app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal');

function registered(keys: Shortcut, pressed: () => void): boolean {
  try {
    return globalShortcut.register(keys, pressed);
  } catch {
    // Keys that Electron cannot read.
    return false;
  }
}
