import { clipboard, ClipboardItem } from 'electron';
import type { Pasteboard } from './insertion.ts';

/** The system's clipboard, with all that it holds and Electron can put back. */
export const pasteboard: Pasteboard = {
  read: () => clipboard.readText(),
  write: (text) => clipboard.writeText(text),
  async keep() {
    const items = await clipboard.read().catch(() => []);
    const kept = (await Promise.all(items.map(copied))).flat();
    return kept.length === 0 ? null : () => clipboard.write(kept);
  },
};

/** What is on a clipboard is gone with the next thing that is copied: its bytes are fetched now. */
async function copied(item: ClipboardItem): Promise<ClipboardItem[]> {
  const kinds = await Promise.all(
    item.types.map(async (type) => {
      const value = await item.getType(type).catch(() => null);
      return value === null ? [] : [[type, value] as const];
    }),
  );
  const there = Object.fromEntries(kinds.flat());
  return Object.keys(there).length === 0 ? [] : [new ClipboardItem(there)];
}
