import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeApp } from '../../../app/hosts/electron/desktop/about.ts';
import { showTray } from '../../../app/hosts/electron/desktop/tray.ts';
import { app, clipboard, type Tray } from '../../electron/double.ts';
import { FakeApp } from '../../tools/fake/app.ts';
import { recordingEntry } from '../../tools/fake/dictation.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function shown(fake: FakeApp, platform: NodeJS.Platform = 'linux') {
  const asked: string[] = [];
  const needs = {
    pictures: 'build/resources/tray',
    dictate: () => asked.push('dictate'),
    open: () => asked.push('open'),
  };
  const tray = showTray(
    { studio: Object.assign(fake, { language: () => 'en' as const }), ...needs },
    platform,
  ) as unknown as Tray;
  const item = (label: string) => tray.menu.find((one) => one.label === label);
  const click = (label: string) => (item(label)!.click as () => void)();
  return { tray, asked, item, click };
}

test('the tray offers to dictate, the last transcript, the studio and the way out', async () => {
  const fake = new FakeApp();
  const { tray, asked, item, click } = shown(fake);
  expect(tray.menu.map(({ label, type }) => label ?? type)).toEqual([
    'Dictate',
    'Copy Last Transcript',
    'separator',
    'Open Lectern',
    'Quit',
  ]);
  click('Dictate');
  click('Open Lectern');
  expect([asked, item('Quit')!.role]).toEqual([['dictate', 'open'], 'quit']);
});

test('while somebody speaks it offers to stop', async () => {
  const fake = new FakeApp();
  const { item } = shown(fake);
  await fake.handlers.dictation.start({});
  await settled();
  expect([item('Dictate'), item('Stop Dictating')?.label]).toEqual([undefined, 'Stop Dictating']);
  await fake.handlers.dictation.stop(undefined);
  await settled();
  expect(item('Dictate')).toBeDefined();
});

test('the last transcript is the newest that has a text; without one there is nothing to copy', async () => {
  const fake = new FakeApp();
  const { item, click } = shown(fake);
  await settled();
  expect(item('Copy Last Transcript')!.enabled).toBe(false);
  fake.dictation.file(recordingEntry({ text: '' }));
  await settled();
  expect(item('Copy Last Transcript')!.enabled).toBe(false);
  fake.dictation.file(recordingEntry({ id: 'two', text: 'The lamp is lit.' }));
  await settled();
  expect(item('Copy Last Transcript')!.enabled).toBe(true);
  click('Copy Last Transcript');
  await settled();
  expect(await clipboard.readText()).toBe('The lamp is lit.');
});

test.each(['darwin', 'linux', 'win32'] as const)('its picture on %s is there, also for sharp screens', (platform) => {
  const { tray, asked } = shown(new FakeApp(), platform);
  expect(tray.picture.endsWith('Template.png')).toBe(platform === 'darwin');
  expect([tray.picture, tray.picture.replace('.png', '@2x.png')].map((file) => existsSync(file))).toEqual([true, true]);
  // Elsewhere than on Windows a click shows the menu.
  tray.emit('click');
  expect(asked).toEqual(platform === 'win32' ? ['open'] : []);
});

test('“About” names the app, its version and its licence', () => {
  describeApp();
  expect(app.about).toMatchObject({ applicationName: 'Lectern', applicationVersion: '0.0.0' });
  expect(app.about!.credits).toContain('MIT');
});
