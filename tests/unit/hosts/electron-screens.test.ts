import { expect, test } from 'vitest';
import { keepOnScreens } from '../../../app/hosts/electron/screens.ts';
import { BrowserWindow, screen } from '../../electron/double.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 860 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 };
const moved: BrowserWindow[] = [];
keepOnScreens(() => moved as never);

/** Where a window is after the screens became these. */
function after(bounds: Electron.Rectangle, areas: Electron.Rectangle[]): Electron.Rectangle {
  const window = new BrowserWindow();
  window.bounds = bounds;
  moved.splice(0, 1, window);
  screen.areas = areas;
  screen.emit('display-removed');
  return window.bounds;
}

test.each([
  ['beyond the right edge', { x: 1800, y: 100, width: 900, height: 600 }, { x: 540, y: 100, width: 900, height: 600 }],
  ['beyond the lower edge', { x: 100, y: 900, width: 480, height: 360 }, { x: 100, y: 500, width: 480, height: 360 }],
  ['above', { x: 100, y: -900, width: 480, height: 360 }, { x: 100, y: 0, width: 480, height: 360 }],
  ['larger than what is left', { x: 1500, y: 0, width: 2400, height: 1300 }, laptop],
])('a window %s of the screen that is left comes onto it', (_where, bounds, expected) => {
  expect(after(bounds, [laptop])).toEqual(expected);
});

test.each([
  ['whole on it', { x: 10, y: 10, width: 900, height: 600 }],
  ['half off it, where a person put it', { x: 1200, y: 400, width: 900, height: 600 }],
])('a window that is %s stays', (_how, bounds) => {
  expect(after(bounds, [laptop])).toEqual(bounds);
});

test('a window on another screen that is there stays', () => {
  const bounds = { x: 2000, y: 200, width: 900, height: 600 };
  expect(after(bounds, [laptop, monitor])).toEqual(bounds);
});
