import { setTimeout as delay } from 'node:timers/promises';
import { app, type BrowserWindow } from 'electron';
import type { Shortcut } from '../../../model/dictation.ts';
import type { Desktop } from '../../../studio/host.ts';
import type { Environment } from '../../node/folders.ts';
import { insert } from './insertion.ts';
import { globalKeys } from './keys.ts';
import { pasteboard } from './pasteboard.ts';
import { pastingOn, realPrograms } from './pasting.ts';

/** ms in which a desktop gives the focus to the window that had it before. */
const FOCUS = 150;

/** What the desktop does for dictation, and for its window once there is one. */
export interface DictationDesktop extends Desktop {
  meet(window: BrowserWindow, pressed: (keys: Shortcut) => void): void;
}

export function dictationDesktop(
  environment: Environment,
  { platform, programs } = { platform: process.platform as string, programs: realPrograms },
): DictationDesktop {
  const keys = globalKeys();
  const pasting = pastingOn(platform, environment);
  const mac = platform === 'darwin';
  let window: BrowserWindow | null = null;

  /** macOS gives the focus back to another app only where all of an app's windows hide. */
  async function leave(): Promise<void> {
    const focused = window?.isFocused() === true;
    if (focused) window?.hide();
    if (focused && mac) app.hide();
    if (focused) await delay(FOCUS);
  }

  return {
    hear: keys.hear,
    meet(met, pressed) {
      window = met;
      keys.pressed = pressed;
    },
    async insert(text) {
      try {
        const delivery = await insert(text, { clipboard: pasteboard, pasting, programs, leave });
        if (delivery === 'copied') window?.showInactive();
        return delivery;
      } catch (thrown) {
        window?.showInactive();
        throw thrown;
      } finally {
        if (mac) app.show();
      }
    },
  };
}
