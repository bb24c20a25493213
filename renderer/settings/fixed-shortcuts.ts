import { onMac } from '../dictation/shortcut.ts';

/** Keys that cannot be chosen, by where they are heard. */
interface FixedShortcuts {
  where: string;
  keys: readonly (readonly [keys: string, does: string])[];
}

/** `Ctrl+O`, or `⌘O` on a Mac. */
const held = (key: string) => (onMac ? `⌘${key}` : /* @wc-include */ `Ctrl+${key}`);
const alt = (key: string) => (onMac ? `⌥${key}` : /* @wc-include */ `Alt+${key}`);
const both = (one: string, other: string) => `${one} and ${other}`;

const enter = /* @wc-include */ 'Enter';

export const fixedShortcuts: readonly FixedShortcuts[] = [
  {
    where: 'Everywhere in the window',
    keys: [
      [/* @wc-include */ 'Space', 'Plays and pauses'],
      [both(held('['), held(']')), 'A sentence back or on'],
      [both(held('{'), held('}')), 'A chapter back or on'],
      [both(held('<'), held('>')), 'Slower or faster'],
      [held('O'), 'Opens a document'],
      [held('E'), 'Exports'],
    ],
  },
  {
    where: 'In the script',
    keys: [
      [alt(enter), 'Plays from the sentence with the caret'],
      ['Esc', 'Leaves the text and marks its passage'],
      [`${enter} or F2`, 'Writes in the marked passage'],
      [both('↑', '↓'), 'The passage above or below; with Shift both'],
      ['Del', 'Deletes the marked passages'],
      [held('A'), 'Marks the whole script'],
    ],
  },
];
