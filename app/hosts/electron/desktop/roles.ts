import type { MenuItemConstructorOptions } from 'electron';
import { languageTag } from '../../../words/language.ts';

type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };

/** Electron names its own items in English only. */
const names = () => ({
  about: 'About Lectern',
  services: 'Services',
  hide: 'Hide Lectern',
  hideOthers: 'Hide Others',
  unhide: 'Show All',
  quit: 'Quit Lectern',
  close: 'Close Window',
  recentDocuments: 'Open Recent',
  clearRecentDocuments: 'Clear Menu',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  delete: 'Delete',
  selectAll: 'Select All',
  resetZoom: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  togglefullscreen: 'Toggle Full Screen',
  minimize: 'Minimize',
  zoom: 'Zoom',
  front: 'Bring All to Front',
  editMenu: 'Edit',
  windowMenu: 'Window',
  help: 'Help',
});

type Role = keyof ReturnType<typeof names>;

/** An item that Electron knows what to do with, in the language that is spoken. */
export const item = (role: Role): Item => (languageTag() === 'en' ? { role } : { role, label: names()[role] });

/** The menu of editing, as Electron has it. */
export function editMenu(): Item {
  if (languageTag() === 'en') return { role: 'editMenu' };
  const submenu = [item('undo'), item('redo'), line, item('cut'), item('copy'), item('paste'), item('delete')];
  return { ...item('editMenu'), submenu: [...submenu, line, item('selectAll')] };
}

/** The menu of windows, as Electron has it. */
export function windowMenu(mac: boolean): Item {
  if (languageTag() === 'en') return { role: 'windowMenu' };
  const rest = mac ? [line, item('front')] : [item('close')];
  return { ...item('windowMenu'), submenu: [item('minimize'), item('zoom'), ...rest] };
}
