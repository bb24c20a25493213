import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { showMenu } from '../../../app/hosts/electron/desktop/menu.ts';
import type { Order } from '../../../app/model/order.ts';
import { Menu, shell } from '../../electron/double.ts';

const platforms = ['darwin', 'linux', 'win32'] as const;
type Item = MenuItemConstructorOptions;

/** The menu of a platform, and what came of what was clicked in it. */
function menu(platform: (typeof platforms)[number]) {
  const asked: (Order | 'open')[] = [];
  showMenu({ open: () => asked.push('open'), give: (order) => asked.push(order) }, platform);
  const top = Menu.shown!;
  const items = top.flatMap(({ submenu }) => (Array.isArray(submenu) ? (submenu as Item[]) : []));
  return { asked, top, items, named: (item: Item) => (item.label ?? item.role ?? '').replace('&', '') };
}

test.each([
  ['darwin', ['Lectern', 'File', 'editMenu', 'View', 'Playback', 'windowMenu', 'help']],
  ['linux', ['File', 'editMenu', 'View', 'Playback', 'windowMenu', 'help']],
  ['win32', ['File', 'editMenu', 'View', 'Playback', 'windowMenu', 'help']],
] as const)('the menus of %s are in its usual order', (platform, names) => {
  const { top, named } = menu(platform);
  expect(top.map(named)).toEqual(names);
});

test('settings and quitting stand where each platform has them', () => {
  const { top: mac, named } = menu('darwin');
  const names = ({ submenu }: Item) => (submenu as Item[]).map(named);
  expect(names(mac[0]!)).toEqual(expect.arrayContaining(['about', 'Settings…', 'services', 'hide', 'quit']));
  expect(names(mac[1]!)).toEqual(['Open…', 'recentDocuments', '', 'Export…', '', 'close']);
  const { top: linux } = menu('linux');
  expect(names(linux[0]!)).toEqual(['Open…', '', 'Export…', '', 'Settings…', '', 'close', 'quit']);
  expect(names(linux.at(-1)!)).toContain('about');
});

test.each(platforms)('each item of the menu of %s asks for what it says', (platform) => {
  const { items, asked } = menu(platform);
  for (const { label, click } of items) if (label !== undefined) (click as (() => void) | undefined)?.();
  expect(asked.filter((order) => order !== 'open' && order.do !== 'settings')).toEqual([
    { do: 'export' },
    { do: 'toggle' },
    { do: 'skip', by: 1, unit: 'sentence' },
    { do: 'skip', by: -1, unit: 'sentence' },
    { do: 'skip', by: 1, unit: 'chapter' },
    { do: 'skip', by: -1, unit: 'chapter' },
    { do: 'hurry', by: 1 },
    { do: 'hurry', by: -1 },
  ]);
  expect(asked).toEqual(expect.arrayContaining(['open', { do: 'settings' }]));
  expect(shell.opened.splice(0)).toEqual(['https://api.together.ai/settings/api-keys']);
});

test.each([
  ['darwin', 0],
  ['linux', -1],
  ['win32', -1],
] as const)('on %s newer versions are asked for beside “About”, where there can be any', (platform, at) => {
  let asked = 0;
  const label = 'Check for Updates…';
  showMenu({ open: () => undefined, give: () => undefined, update: () => (asked += 1) }, platform);
  const item = (Menu.shown!.at(at)!.submenu as Item[]).find((one) => one.label === label)!;
  (item.click as () => void)();
  expect([asked, JSON.stringify(menu(platform).top).includes(label)]).toEqual([1, false]);
});

test.each(platforms)('the menu of %s opens no developer tools and reloads nothing', (platform) => {
  const roles = JSON.stringify(menu(platform).top);
  expect(roles).not.toMatch(/toggleDevTools|reload|viewMenu/i);
});

test('a key that the page minds itself is shown, but taken from the page nowhere', () => {
  const taken = menu('linux').items.filter(
    ({ accelerator, registerAccelerator }) => accelerator && registerAccelerator !== false,
  );
  expect(taken.map(({ accelerator }) => accelerator)).toEqual(['CmdOrCtrl+,']);
});
