import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, expect, test } from 'vitest';
import { showMenu } from '../../../app/hosts/electron/desktop/menu.ts';
import { bodyOf } from '../../../app/hosts/node/pages.ts';
import { speak } from '../../../app/words/language.ts';
import { Menu } from '../../electron/double.ts';

afterEach(() => speak('en', null));

test('a page is told which language was chosen, and a script is sent as it is', () => {
  const html = { type: 'text/html; charset=utf-8', body: Buffer.from('<html lang="en"></html>') };
  const script = { type: 'text/javascript; charset=utf-8', body: Buffer.from('"<html"') };
  expect(bodyOf(html, 'ar').toString()).toBe('<html data-language="ar" lang="en"></html>');
  expect(bodyOf(html, null)).toBe(html.body);
  expect(bodyOf(script, 'ar')).toBe(script.body);
});

test.each(['darwin', 'linux', 'win32'] as const)(
  'in other languages than English every item on %s is named by us',
  (on) => {
    type Item = MenuItemConstructorOptions;
    const itemsOf = ({ submenu }: Item): Item[] => (Array.isArray(submenu) ? submenu : []);
    speak('de', null);
    showMenu({ open: () => undefined, give: () => undefined }, on);
    const items = Menu.shown!.flatMap((top) => [top, ...itemsOf(top), ...itemsOf(top).flatMap(itemsOf)]);
    expect(items.filter(({ type, label }) => type !== 'separator' && !label)).toEqual([]);
    expect(items.map(({ role }) => role)).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'minimize']));
  },
);
