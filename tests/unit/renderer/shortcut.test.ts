import { expect, test } from 'vitest';
import { PRESET } from '../../../app/store/dictation-settings.ts';
import { heardElsewhere, languageOf, pressedShortcut, shownShortcut } from '../../../renderer/dictation/shortcut.ts';

/** A key event as a browser tells it. */
const pressed = (key: string, code: string, held: Partial<KeyboardEvent> = {}, altGraph = false) =>
  pressedShortcut({
    ...{ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held },
    getModifierState: () => altGraph,
  } as unknown as KeyboardEvent);

test('a shortcut is a letter, a digit or a function key with a modifier that does not write', () => {
  expect(pressed('d', 'KeyD', { ctrlKey: true, altKey: true })).toBe('Control+Alt+D');
  expect(pressed('F9', 'F9', { metaKey: true, shiftKey: true })).toBe('Shift+Meta+F9');
  // By what stands on the key, where it is Latin, and by its place where it is not: a German Z, Russian, ⌥D on a Mac.
  expect(pressed('z', 'KeyY', { ctrlKey: true })).toBe('Control+Z');
  expect(pressed('в', 'KeyD', { ctrlKey: true })).toBe('Control+D');
  expect(pressed('∂', 'KeyD', { altKey: true })).toBe('Alt+D');
  expect(pressed('€', 'KeyE', { ctrlKey: true, altKey: true }, true)).toBeNull();
  for (const [key, code, held] of [
    ['d', 'KeyD', {}],
    ['D', 'KeyD', { shiftKey: true }],
    ['Control', 'ControlLeft', { ctrlKey: true }],
    ['Enter', 'Enter', { ctrlKey: true }],
  ] as const) {
    expect(pressed(key, code, held)).toBeNull();
  }
});

test('keys are shown as they stand on the keyboard', () => {
  expect(shownShortcut('CommandOrControl+Alt+D', false)).toBe('Ctrl+Alt+D');
  expect(shownShortcut('CommandOrControl+Alt+D', true)).toBe('⌥⌘D');
});

test('keys are known however they are written, and left to the desktop where that hears them', () => {
  const settings = { ...PRESET, languages: [{ language: 'de', keys: 'Control+Alt+G' }] };
  expect(['Control+Alt+D', 'Control+Alt+G', 'Control+Alt+X'].map((keys) => languageOf(keys, settings))).toEqual([
    ...[null, 'de', undefined],
  ]);
  const reach = { everywhere: true, taken: ['CommandOrControl+Alt+D'], inserts: false };
  expect(heardElsewhere('Control+Alt+G', reach)).toBe(true);
  expect(heardElsewhere('Control+Alt+D', reach)).toBe(false);
  expect(heardElsewhere('Control+Alt+G', { ...reach, everywhere: false })).toBe(false);
});
