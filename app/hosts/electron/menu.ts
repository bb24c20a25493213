import { Menu, type MenuItemConstructorOptions } from 'electron';

/** Editing, size and windows, each by its usual keys; nothing that leads out of the app, as Electron's own menu does. */
export function showMenu(platform: NodeJS.Platform = process.platform): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const first: MenuItemConstructorOptions = { role: platform === 'darwin' ? 'appMenu' : 'fileMenu' };
  const template = [first, { role: 'editMenu' }, { label: 'View', submenu: view }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
}
