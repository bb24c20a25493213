import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Order } from '../../../model/order.ts';
import { openOutside } from '../guard.ts';
import { editMenu, item, windowMenu } from './roles.ts';

type Item = MenuItemConstructorOptions;

interface Needs {
  /** Asks for documents and opens them. */
  open(): void;
  give(order: Order): void;
  /** Asks for a newer version; left out where this copy does not renew itself. */
  update?(): void;
}

const line: Item = { type: 'separator' };
const KEYS_PAGE = 'https://api.together.ai/settings/api-keys';

/**
 * The menu, in each platform's usual order and by its usual keys. Nothing leads out of the app but by the list of places
 * that it may open. A key that the page minds itself, so that it can tell typing from commands, is shown here only; macOS
 * asks the page first in any case.
 */
export function showMenu({ open, give, update }: Needs, platform: NodeJS.Platform = process.platform): void {
  const mac = platform === 'darwin';
  const ask = (label: string, order: Order, accelerator?: string): Item => ({
    label,
    click: () => give(order),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  const settings: Item = { ...ask('Settings…', { do: 'settings' }), accelerator: 'CmdOrCtrl+,' };
  const renew: Item[] = update ? [{ label: 'Check for Updates…', click: update }] : [];
  const files: Item[] = [
    { label: 'Open…', accelerator: 'CmdOrCtrl+O', registerAccelerator: false, click: open },
    ...(mac ? [recent()] : []),
    line,
    ask('Export…', { do: 'export' }, 'CmdOrCtrl+E'),
    line,
    ...(mac ? [] : [settings, line]),
    item('close'),
    ...(mac ? [] : [item('quit')]),
  ];
  const playback: Item[] = [
    ask('Play or Pause', { do: 'toggle' }),
    line,
    ask('Next Sentence', { do: 'skip', by: 1, unit: 'sentence' }, 'CmdOrCtrl+]'),
    ask('Previous Sentence', { do: 'skip', by: -1, unit: 'sentence' }, 'CmdOrCtrl+['),
    ask('Next Chapter', { do: 'skip', by: 1, unit: 'chapter' }, 'CmdOrCtrl+Shift+]'),
    ask('Previous Chapter', { do: 'skip', by: -1, unit: 'chapter' }, 'CmdOrCtrl+Shift+['),
    line,
    ask('Faster', { do: 'hurry', by: 1 }, 'CmdOrCtrl+Shift+.'),
    ask('Slower', { do: 'hurry', by: -1 }, 'CmdOrCtrl+Shift+,'),
  ];
  const help: Item[] = [
    { label: 'Get a Key for Together’s Voices', click: () => openOutside(KEYS_PAGE) },
    ...(mac ? [] : [...renew, line, item('about')]),
  ];
  // Elsewhere a letter of it opens it.
  const top = (label: string) => (mac ? label : `&${label}`);
  const template: Item[] = [
    ...(mac ? [{ label: app.name, submenu: ofTheApp(settings, renew) }] : []),
    { label: top('File'), submenu: files },
    editMenu(),
    { label: top('View'), submenu: view() },
    { label: top('Playback'), submenu: playback },
    windowMenu(mac),
    { ...item('help'), submenu: help },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const recent = (): Item => ({ ...item('recentDocuments'), submenu: [item('clearRecentDocuments')] });

const view = (): Item[] => [item('resetZoom'), item('zoomIn'), item('zoomOut'), line, item('togglefullscreen')];

/** What macOS has under the name of an app. */
const ofTheApp = (settings: Item, renew: Item[]): Item[] => [
  item('about'),
  ...renew,
  line,
  settings,
  line,
  item('services'),
  line,
  item('hide'),
  item('hideOthers'),
  item('unhide'),
  line,
  item('quit'),
];
