import type { DictationSettings, Reach, Shortcut } from '../../app/model/dictation.ts';

const MAC_NAMES: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' };
const NAMES: Readonly<Record<string, string>> = { Control: 'Ctrl', Meta: 'Super' };

export const onMac = navigator.platform.startsWith('Mac');

/**
 * The keys of a shortcut that are pressed, or null: a letter, a digit or a function key, with a modifier that does not
 * write. Letters go by what stands on the key, where it is Latin; what AltGr writes is no shortcut.
 */
export function pressedShortcut(event: KeyboardEvent): Shortcut | null {
  if (event.getModifierState('AltGraph') || !(event.ctrlKey || event.altKey || event.metaKey)) return null;
  const key = keyOf(event);
  if (key === null) return null;
  const held = { Control: event.ctrlKey, Alt: event.altKey, Shift: event.shiftKey, Meta: event.metaKey };
  return [...Object.entries(held).flatMap(([name, down]) => (down ? name : [])), key].join('+');
}

function keyOf({ key, code }: KeyboardEvent): string | null {
  if (/^([a-z0-9]|F([1-9]|1\d|2[0-4]))$/i.test(key)) return key.toUpperCase();
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? null;
}

/** The same with the modifiers that this machine has. */
const plain = (keys: Shortcut, mac = onMac) => {
  const [key, ...modifiers] = keys
    .replace('CommandOrControl', mac ? 'Meta' : 'Control')
    .split('+')
    .reverse();
  return [...Object.keys(MAC_NAMES).filter((name) => modifiers.includes(name)), key].join('+');
};

export const sameShortcut = (one: Shortcut | null, other: Shortcut | null) =>
  one !== null && other !== null && plain(one) === plain(other);

/** As it stands on the keys: `Ctrl+Alt+D`, `⌃⌥D`. */
export function shownShortcut(keys: Shortcut, mac = onMac): string {
  const parts = plain(keys, mac).split('+');
  return mac
    ? parts.map((part) => MAC_NAMES[part] ?? part).join('')
    : parts.map((part) => NAMES[part] ?? part).join('+');
}

/** Whose keys these are: a language, null for the chosen one; undefined where they are nobody's. */
export function languageOf(keys: Shortcut, { shortcut, languages }: DictationSettings): string | null | undefined {
  if (sameShortcut(keys, shortcut)) return null;
  return languages.find((one) => sameShortcut(keys, one.keys))?.language;
}

/** Are these keys heard by the desktop, so that the window need not mind them? */
export const heardElsewhere = (keys: Shortcut, { everywhere, taken }: Reach) =>
  everywhere && !taken.some((one) => sameShortcut(one, keys));
